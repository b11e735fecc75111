package dev.spillway.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** What comes along with each module that ships, as its bill of materials says it: no more than is meant to. */
final class BillOfMaterialsTest {
    private static final String OKHTTP =
            "com.squareup.okhttp3:okhttp-jvm com.squareup.okio:okio-jvm" + " org.jetbrains.kotlin:kotlin-stdlib";
    private static final String JACKSON = "com.fasterxml.jackson.core:jackson-annotations"
            + " com.fasterxml.jackson.core:jackson-core com.fasterxml.jackson.core:jackson-databind";
    private static final String CORE = "dev.spillway:spillway-core " + OKHTTP;

    @ParameterizedTest
    @CsvSource({
        "core, " + OKHTTP + " " + JACKSON,
        "logback-appender, " + CORE + " ch.qos.logback:logback-classic ch.qos.logback:logback-core org.slf4j:slf4j-api",
        "log4j2-appender, " + CORE + " org.apache.logging.log4j:log4j-api org.apache.logging.log4j:log4j-core",
        "jul-handler, " + CORE,
        "testkit, " + OKHTTP + " com.squareup.okhttp3:okhttp-tls com.squareup.okhttp3:mockwebserver3"
                + " org.junit.jupiter:junit-jupiter-api org.junit.platform:junit-platform-commons"
                + " org.opentest4j:opentest4j org.apiguardian:apiguardian-api org.jspecify:jspecify"
    })
    void itListsWhatComesAlongAndNothingThatChanges(String module, String expected) throws Exception {
        Path file = Path.of("..", module, "target", "bom.xml");
        if (!Files.exists(file) || isOlderThanItsJar(file)) {
            String skipped = "SKIPPED: there is no " + file + " of this build, as its plugin does not work offline";
            System.out.println(skipped);
            Assumptions.abort(skipped);
        }
        Document bill =
                DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(file.toFile());
        assertThat(bill.getDocumentElement().hasAttribute("serialNumber")).isFalse();
        assertThat(bill.getElementsByTagName("timestamp").getLength()).isZero();

        List<String> listed = new ArrayList<>();
        for (Element component :
                elements(elements(bill.getDocumentElement(), "components").get(0), "component")) {
            listed.add(text(component, "group") + ":" + text(component, "name"));
            assertThat(text(component, "version")).matches("[0-9].*");
            assertThat(component.getElementsByTagName("hash").getLength()).isPositive();
            assertThat(component.getElementsByTagName("license").getLength()).isPositive();
        }
        assertThat(listed).containsExactlyInAnyOrder(expected.split(" "));
    }

    private static boolean isOlderThanItsJar(Path bill) throws IOException {
        FileTime made = Files.getLastModifiedTime(bill);
        try (DirectoryStream<Path> jars = Files.newDirectoryStream(bill.getParent(), "spillway-*.jar")) {
            for (Path jar : jars) {
                boolean isMadeLater = jar.toString().matches(".*-(cli|sources|javadoc)\\.jar");
                if (!isMadeLater && Files.getLastModifiedTime(jar).compareTo(made) > 0) {
                    return true;
                }
            }
        }
        return false;
    }

    private static String text(Element component, String name) {
        return elements(component, name).get(0).getTextContent();
    }

    private static List<Element> elements(Element parent, String name) {
        NodeList children = parent.getChildNodes();
        List<Element> found = new ArrayList<>();
        for (int i = 0; i < children.getLength(); i++) {
            if (children.item(i) instanceof Element element
                    && element.getTagName().equals(name)) {
                found.add(element);
            }
        }
        return found;
    }
}
