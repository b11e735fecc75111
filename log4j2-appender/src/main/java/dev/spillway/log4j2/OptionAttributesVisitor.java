package dev.spillway.log4j2;

import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.logging.log4j.core.Filter;
import org.apache.logging.log4j.core.Layout;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.config.Configuration;
import org.apache.logging.log4j.core.config.Node;
import org.apache.logging.log4j.core.config.Property;
import org.apache.logging.log4j.core.config.plugins.visitors.AbstractPluginVisitor;
import org.jspecify.annotations.Nullable;

/**
 * Takes an element's attributes for core, whichever they are, so that a new option of core needs nothing here, and its
 * {@code <Ssl>}. Public because Log4j makes it by reflection; of no use to applications.
 */
@SuppressWarnings("exports") // The annotation is for our own builder alone.
public final class OptionAttributesVisitor extends AbstractPluginVisitor<OptionAttributes> {
    /** Attributes of every appender of Log4j, and ours in Log4j's syntax: the builder has fields for them. */
    private static final Set<String> OF_THE_FRAMEWORK = Set.of("name", "ignoreexceptions", "pattern");

    private static final List<Class<?>> OF_AN_APPENDER = List.of(Filter.class, Layout.class, Property.class);

    /** Called by Log4j. */
    public OptionAttributesVisitor() {
        super(OptionAttributes.class);
    }

    @Override
    public Object visit(Configuration configuration, Node node, @Nullable LogEvent event, StringBuilder log) {
        Map<String, String> taken = new TreeMap<>();
        for (Iterator<Map.Entry<String, String>> attributes =
                        node.getAttributes().entrySet().iterator();
                attributes.hasNext(); ) {
            Map.Entry<String, String> attribute = attributes.next();
            if (!OF_THE_FRAMEWORK.contains(attribute.getKey().toLowerCase(Locale.ROOT))) {
                attributes.remove();
                taken.put(attribute.getKey(), attribute.getValue());
            }
        }
        // Without the values, one of which may be a secret.
        log.append("options=").append(taken.keySet());
        CollectedOptions options = new CollectedOptions();
        taken.forEach((name, value) -> options.set(name, substitutor.replace(event, value)));
        takeElements(configuration, node, event, options);
        return options;
    }

    /** Log4j leaves an appender's elements to it, as their parent asks for; all but one are Log4j's to make all the same. */
    private void takeElements(
            Configuration configuration, Node node, @Nullable LogEvent event, CollectedOptions options) {
        for (Iterator<Node> children = node.getChildren().iterator(); children.hasNext(); ) {
            Node child = children.next();
            if (SslElement.is(child)) {
                children.remove();
                new SslElement(options, value -> substitutor.replace(event, value)).read(child);
            } else {
                configuration.createConfiguration(child, event);
                if (!isOfAnAppender(child)) {
                    LOGGER.error("{} has no parameter that matches element {}", node.getName(), child.getName());
                }
            }
        }
    }

    private static boolean isOfAnAppender(Node child) {
        // What no plugin is known for has been reported already.
        return child.getType() == null
                || OF_AN_APPENDER.stream()
                        .anyMatch(type -> type.isAssignableFrom(child.getType().getPluginClass()));
    }
}
