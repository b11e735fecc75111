package dev.spillway.examples.album.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class HtmlTest {

    @Test
    void textIsEscapedForContentAndQuotedAttributes() {
        Html html = Html.fill("<a title=\"{t}\">{t}</a>", Map.of("t", "<i a='1' b=\"2\">&amp;"));

        String escaped = "&lt;i a=&#39;1&#39; b=&quot;2&quot;&gt;&amp;amp;";
        assertThat(html.markup()).isEqualTo("<a title=\"" + escaped + "\">" + escaped + "</a>");
    }

    @Test
    void markupGoesInAsItIs() {
        Html list = Html.join(List.of(new Html("<li>1"), new Html("<li>2")));

        assertThat(Html.fill("<ul>{list}</ul>", Map.of("list", list)).markup()).isEqualTo("<ul><li>1\n<li>2</ul>");
    }

    @Test
    void valuesAreNeverTakenForTemplatesOrReplacements() {
        Html html = Html.fill("{a} {b}", Map.of("a", "{b} $1 \\", "b", "x"));

        assertThat(html.markup()).isEqualTo("{b} $1 \\ x");
    }

    @Test
    void placeWithoutValueAndValueWithoutPlaceAreMistakes() {
        assertThatIllegalArgumentException().isThrownBy(() -> Html.fill("{a}", Map.of()));
        assertThatIllegalArgumentException().isThrownBy(() -> Html.fill("", Map.of("a", "x")));
        assertThatIllegalArgumentException().isThrownBy(() -> Html.fill("{a} {a}", Map.of("a", "x", "b", "y")));
    }
}
