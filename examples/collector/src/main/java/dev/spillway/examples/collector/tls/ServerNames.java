package dev.spillway.examples.collector.tls;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.bouncycastle.util.IPAddress;

/**
 * The names by which senders may reach this collector: {@code localhost}, both loopback addresses, the machine's name
 * and the address that it is bound to.
 *
 * @param machine the machine's name, {@code localhost} if it has none that fits into a certificate
 * @param all every name, without repetition
 */
public record ServerNames(String machine, Set<String> all) {

    private static final String LOCALHOST = "localhost";
    private static final String IPV6_LOOPBACK = "0:0:0:0:0:0:0:1";

    public ServerNames {
        all = Set.copyOf(all);
    }

    /** Names of this machine, for a collector bound to the address. */
    public static ServerNames ofThisMachine(InetAddress bound) {
        String machine = machineName();
        Set<String> all = new LinkedHashSet<>(List.of(LOCALHOST, "127.0.0.1", IPV6_LOOPBACK, machine));
        if (!bound.isAnyLocalAddress()) {
            all.add(withoutScope(bound.getHostAddress()));
        }
        return new ServerNames(machine, all);
    }

    static boolean isAddress(String name) {
        return IPAddress.isValid(name);
    }

    /** Whether the certificate is good for every one of the names. */
    boolean areCoveredBy(X509Certificate certificate) throws CertificateParsingException {
        Collection<List<?>> alternatives = certificate.getSubjectAlternativeNames();
        if (alternatives == null) {
            return false;
        }
        Set<Object> covered = new HashSet<>();
        alternatives.forEach(alternative -> covered.add(alternative.get(1)));
        return covered.containsAll(all);
    }

    private static String machineName() {
        try {
            String name = InetAddress.getLocalHost().getHostName();
            return name.matches("[A-Za-z0-9]([A-Za-z0-9.-]{0,252}[A-Za-z0-9])?") ? name : LOCALHOST;
        } catch (UnknownHostException e) {
            return LOCALHOST;
        }
    }

    private static String withoutScope(String address) {
        int scope = address.indexOf('%');
        return scope < 0 ? address : address.substring(0, scope);
    }
}
