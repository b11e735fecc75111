package dev.spillway;

import dev.spillway.internal.transport.Destination;
import dev.spillway.internal.transport.Destination.Scheme;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A destination's URI: a scheme, a host and perhaps a port; for HTTP a path and a query. */
final class DestinationType implements ValueType<Destination> {
    private static final Pattern URI = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*)://(.*)");
    private static final Pattern REST = Pattern.compile("([^/?#]*)((?:[A-Za-z0-9._~!$&'()*+,;=:@%/?-]|\\{token})*)");
    private static final Pattern AUTHORITY = Pattern.compile("(\\[[^\\[\\]]*]|[^:\\[\\]]*)(?::(.*))?");
    private static final Pattern HOST_AND_PORT = Pattern.compile("[A-Za-z0-9._-]+:\\d+");
    private static final Pattern USER_INFO = Pattern.compile("[^/\\s,]*@");
    private static final HostType HOST = new HostType();

    @Override
    public Destination parse(String text) throws RefusedValueException {
        Matcher uri = URI.matcher(text);
        if (!uri.matches()) {
            throw new RefusedValueException(
                    HOST_AND_PORT.matcher(text).matches() ? "has no scheme: write syslog+tls://" + text : "");
        }
        Scheme scheme = scheme(uri.group(1));
        Matcher rest = REST.matcher(uri.group(2));
        if (!rest.matches()) {
            throw new RefusedValueException("has a fragment, or characters that a URI cannot have");
        }
        String authority = rest.group(1);
        if (authority.indexOf('@') >= 0) {
            throw new RefusedValueException("has user information");
        }
        String path = path(scheme, rest.group(2));
        if (HostType.isIpv6(authority)) {
            throw new RefusedValueException("has an IPv6 address without brackets");
        }
        Matcher parts = AUTHORITY.matcher(authority);
        if (!parts.matches()) {
            throw new RefusedValueException("has no valid host");
        }
        String port = parts.group(2);
        int number = port == null ? scheme.defaultPort() : portIn(port);
        return new Destination(scheme, host(parts.group(1)), number, path);
    }

    /** From the slash on, which a query can do without. */
    private static String path(Scheme scheme, String text) throws RefusedValueException {
        if (scheme.isHttp()) {
            return text.startsWith("/") ? text : "/" + text;
        }
        if (!text.isEmpty() && !text.equals("/")) {
            throw new RefusedValueException("has a path or a query");
        }
        return "";
    }

    @Override
    public String allowed() {
        return "syslog+tls://host:6514, syslog+tcp://host:601, syslog+udp://host:514 or https://host/path,"
                + " the port being optional";
    }

    @Override
    public String shown(String text) {
        return withoutUserInfo(text);
    }

    /** The text as a message may show it: without a password that someone put before a host. */
    static String withoutUserInfo(String text) {
        return ShownText.of(USER_INFO.matcher(text).replaceAll("****@"));
    }

    /** A port number. */
    static int port(String text) throws RefusedValueException {
        if (!text.matches("\\d{1,5}")) {
            throw new RefusedValueException();
        }
        int port = Integer.parseInt(text);
        if (port < 1 || port > 65_535) {
            throw new RefusedValueException("is out of range");
        }
        return port;
    }

    private static Scheme scheme(String text) throws RefusedValueException {
        for (Scheme scheme : Scheme.values()) {
            if (scheme.text().equalsIgnoreCase(text)) {
                return scheme;
            }
        }
        throw new RefusedValueException("has an unknown scheme");
    }

    private static String host(String text) throws RefusedValueException {
        if (text.isEmpty()) {
            throw new RefusedValueException("has no host");
        }
        try {
            return HOST.parse(text);
        } catch (RefusedValueException e) {
            throw new RefusedValueException("has no valid host");
        }
    }

    private static int portIn(String text) throws RefusedValueException {
        try {
            return port(text);
        } catch (RefusedValueException e) {
            throw new RefusedValueException("has no valid port");
        }
    }
}
