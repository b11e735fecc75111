package dev.spillway.log4j2;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.apache.logging.log4j.core.config.plugins.PluginVisitorStrategy;

/** Marks the field of a builder that takes all attributes which are not Log4j's own, as {@link CollectedOptions}. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.FIELD)
@PluginVisitorStrategy(OptionAttributesVisitor.class)
@interface OptionAttributes {}
