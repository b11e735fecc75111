package dev.spillway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.InputSource;

/** The recipes of docs/endpoints.md, which are the same for each framework and which core takes without a word. */
final class DocumentedEndpointsTest {
    private static final Pattern BLOCK = Pattern.compile("```(xml|properties)\\n(.*?)```\\n", Pattern.DOTALL);
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{(?:env:)?([A-Z_]+)}");
    private static final String JUL = "dev.spillway.jul.SpillwayHandler.";

    static Stream<List<Map<String, String>>> recipes() throws Exception {
        List<Map<String, String>> all = new ArrayList<>();
        Matcher block = BLOCK.matcher(documentation());
        while (block.find()) {
            String text = withValues(block.group(2));
            all.add(block.group(1).equals("properties") ? ofJul(text) : ofXml(text));
        }
        List<List<Map<String, String>>> recipes = new ArrayList<>();
        for (int i = 0; i + 2 < all.size(); i += 3) {
            recipes.add(all.subList(i, i + 3));
        }
        return recipes.stream();
    }

    @ParameterizedTest
    @MethodSource("recipes")
    void aRecipeIsTheSameForAllFrameworksAndTakenWithoutAWord(List<Map<String, String>> recipe) {
        assertThat(recipe).hasSize(3).allMatch(recipe.get(0)::equals);
        OptionValues values = new OptionValues();
        recipe.get(0).forEach(values::set);
        ProcessFacts process = new ProcessFacts(Map.of("HOSTNAME", "h"), List.of(), "App", 1);

        assertThat(new SettingsResolver(values, process).resolve().risks()).isEmpty();
    }

    @Test
    void everyPresetHasARowAndARecipe() throws Exception {
        List<Map<String, String>> recipes =
                recipes().map(recipe -> recipe.get(0)).toList();

        assertThat(Preset.all()).allSatisfy(preset -> {
            assertThat(documentation()).contains("\n| `" + preset + "` | ");
            assertThat(preset == Preset.PLAIN
                            || recipes.stream()
                                    .anyMatch(options -> preset.name().equals(options.get("endpoint"))))
                    .isTrue();
        });
    }

    private static String withValues(String text) {
        return VARIABLE.matcher(text)
                .replaceAll(variable -> variable.group(1).endsWith("_HOST") ? "in.example.com" : "0123456789abcdef");
    }

    private static Map<String, String> ofJul(String text) throws IOException {
        Properties properties = new Properties();
        properties.load(new StringReader(text));
        Map<String, String> options = new LinkedHashMap<>();
        properties.forEach((name, value) -> {
            assertThat((String) name).startsWith(JUL);
            options.put(((String) name).substring(JUL.length()), (String) value);
        });
        return options;
    }

    /** Options as Logback's elements, or as Log4j's attributes. */
    private static Map<String, String> ofXml(String text) throws Exception {
        Element appender = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(text)))
                .getDocumentElement();
        Map<String, String> options = new LinkedHashMap<>();
        if (appender.getTagName().equals("Spillway")) {
            for (int i = 0; i < appender.getAttributes().getLength(); i++) {
                Node attribute = appender.getAttributes().item(i);
                options.put(attribute.getNodeName(), attribute.getNodeValue());
            }
            options.remove("name");
            return options;
        }
        assertThat(appender.getTagName()).isEqualTo("appender");
        for (Node child = appender.getFirstChild(); child != null; child = child.getNextSibling()) {
            if (child instanceof Element option) {
                options.put(option.getTagName(), option.getTextContent());
            }
        }
        return options;
    }

    /** Tests run in the module's directory, but an IDE may run them in the project's. */
    private static String documentation() throws IOException {
        Path besideModule = Path.of("..", "docs", "endpoints.md");
        return Files.readString(Files.exists(besideModule) ? besideModule : Path.of("docs", "endpoints.md"));
    }
}
