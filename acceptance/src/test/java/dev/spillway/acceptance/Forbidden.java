package dev.spillway.acceptance;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** What no class may name that ships, as it turns what is logged, stored or answered into code, or an error into an end. */
enum Forbidden {
    /** Looks up names elsewhere, and may load classes from there. */
    NAMING("javax[/.]naming|com[/.]sun[/.]jndi|java[/.]rmi"),
    /** Makes objects of bytes. */
    SERIALIZATION(
            "java[/.]io[/.]Object(In|Out)putStream|java[/.]io[/.]Externalizable|java[/.]beans[/.]XML(De|En)coder"),
    SCRIPTING("javax[/.]script|org[/.]graalvm[/.]polyglot|javax[/.]el[/.]|javax[/.]tools[/.]|groovy[/.]"),
    PROCESSES("java[/.]lang[/.]ProcessBuilder", "java/lang/Runtime\\.exec"),
    MEMORY_BY_ADDRESS("sun[/.]misc[/.]Unsafe|jdk[/.]internal[/.]misc|java[/.]lang[/.]foreign[/.]"),
    CLASSES_FROM_ELSEWHERE(
            "java[/.]net[/.]URLClassLoader",
            "java/lang/ClassLoader\\.defineClass|java/lang/invoke/MethodHandles\\$Lookup\\.define\\w*"),
    NATIVE_CODE(null, "java/lang/(System|Runtime)\\.load(Library)?"),
    PRIVATE_MEMBERS_OF_OTHERS(null, "java/lang/reflect/\\w+\\.(setAccessible|trySetAccessible)"),
    CLASSES_BY_NAME(null, "java/lang/Class\\.forName|java/lang/ClassLoader\\.loadClass"),
    END_OF_THE_JVM(null, "java/lang/(System|Runtime)\\.(exit|halt)"),
    SETTINGS_OF_THE_JVM(
            null,
            "java/lang/System\\.(setProperty|setProperties|setOut|setErr|setIn|setSecurityManager)"
                    + "|java/security/Security\\.\\w*(set|add|insert|remove)\\w*"
                    + "|javax/net/ssl/(SSLContext\\.setDefault|HttpsURLConnection\\.setDefault\\w*)"
                    + "|java/net/(Authenticator|ProxySelector|CookieHandler)\\.setDefault");

    private final Pattern type;
    private final Pattern member;

    Forbidden(String type) {
        this(type, null);
    }

    /**
     * @param type types, wherever they are named, in a text too; or null
     * @param member members that are used; or null
     */
    Forbidden(String type, String member) {
        this.type = type == null ? null : Pattern.compile("(?<![\\w/.])L?(" + type + ")");
        this.member = member == null ? null : Pattern.compile(member);
    }

    /** What of this a class names. */
    List<String> in(ConstantPool pool) {
        List<String> found = new ArrayList<>();
        if (type != null) {
            pool.texts().stream().filter(text -> type.matcher(text).find()).forEach(found::add);
        }
        if (member != null) {
            pool.members().stream()
                    .filter(used -> member.matcher(used).matches())
                    .forEach(found::add);
        }
        return found;
    }
}
