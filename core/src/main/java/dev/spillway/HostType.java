package dev.spillway;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;

/** A host name or an IP address. Names are checked for their syntax (RFC 1123 section 2.1) and never looked up. */
final class HostType implements ValueType<String> {
    /** Underscores are no part of the standard, but of names in use. */
    private static final Pattern NAME =
            Pattern.compile("(?=.{1,253}$)(?:[A-Za-z0-9_](?:[A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?\\.)*"
                    + "[A-Za-z0-9_](?:[A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?\\.?");

    private static final Pattern NUMERIC = Pattern.compile("(?:.*\\.)?\\d+\\.?");
    private static final Pattern IPV4 = Pattern.compile("(?:(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)(?:\\.(?!$)|$)){4}");
    private static final Pattern IPV6 = Pattern.compile("([0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*)(?:%[A-Za-z0-9._-]+)?");

    @Override
    public String parse(String text) throws RefusedValueException {
        boolean inBrackets = text.startsWith("[") && text.endsWith("]");
        String host = inBrackets ? text.substring(1, text.length() - 1) : text;
        if (isIpv6(host)) {
            return host;
        }
        if (inBrackets) {
            throw new RefusedValueException("is no IPv6 address");
        }
        if (host.contains("://")) {
            throw new RefusedValueException("is a URI, which belongs into destination");
        }
        if (!isNameOrIpv4(host)) {
            throw new RefusedValueException();
        }
        return host;
    }

    @Override
    public String allowed() {
        return "a host name or an IP address, without scheme and port";
    }

    @Override
    public String shown(String text) {
        return DestinationType.withoutUserInfo(text);
    }

    /** Whether the text is the address of an IPv6 host, without brackets. */
    static boolean isIpv6(String text) {
        var address = IPV6.matcher(text);
        if (!address.matches()) {
            return false;
        }
        try {
            // What stands in brackets is read as an address and never asked of a name server.
            InetAddress.getByName("[" + address.group(1) + "]");
            return true;
        } catch (UnknownHostException e) {
            return false;
        }
    }

    /** Whether the text could be a host's name, or is the address of an IPv4 host. */
    static boolean isNameOrIpv4(String text) {
        if (NUMERIC.matcher(text).matches()) {
            return IPV4.matcher(text).matches();
        }
        return NAME.matcher(text).matches();
    }
}
