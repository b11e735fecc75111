package dev.spillway.internal.transport.tls;

import dev.spillway.Reporter;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Warns from 14 days before a certificate ends, once a day for each certificate while connections are made with it. Safe
 * for use by many threads.
 */
final class ExpiryWatch {
    private static final Duration NOTICE = Duration.ofDays(14);
    private static final Duration REPEAT = Duration.ofDays(1);
    private static final int MOST_REMEMBERED = 64;

    private final Reporter reporter;
    private final InstantSource clock;
    private final ReentrantLock lock = new ReentrantLock();

    // Guarded by lock.
    private final Map<X509Certificate, Instant> told = new LinkedHashMap<>();

    ExpiryWatch(Reporter reporter, InstantSource clock) {
        this.reporter = reporter;
        this.clock = clock;
    }

    /** A peer that was accepted. */
    void peer(@Nullable String host, CertificatePath path) {
        int below = path.certificates().size() - 1;
        List<X509Certificate> presented = path.certificates().subList(0, Math.max(1, below));
        watch(
                presented,
                host == null ? "the peer's certificate" : "the certificate of " + host,
                "no connection is made");
    }

    /** Our own certificate with those above it, each time it is about to be used. */
    void own(String source, List<X509Certificate> certificates) {
        watch(certificates, "our certificate in " + source, "endpoints refuse it");
    }

    private void watch(List<X509Certificate> certificates, String which, String otherwise) {
        Instant now = clock.instant();
        X509Certificate first = certificates.stream()
                .min(Comparator.comparing(
                        certificate -> certificate.getNotAfter().toInstant()))
                .orElse(null);
        if (first == null) {
            return;
        }
        Instant end = first.getNotAfter().toInstant();
        if (now.isBefore(end.minus(NOTICE)) || !isDue(first, now)) {
            return;
        }
        String what = first.equals(certificates.get(0)) ? which : which + " has one above it that";
        String date = end.atZone(ZoneOffset.UTC).toLocalDate().toString();
        if (now.isBefore(end)) {
            long days = Duration.between(now, end).toDays();
            reporter.warn(what + " ends on " + date + ", in " + days + (days == 1 ? " day" : " days")
                    + "; unless it is renewed, " + otherwise + " after that");
        } else {
            reporter.warn(what + " ended on " + date + "; until it is renewed, " + otherwise);
        }
    }

    private boolean isDue(X509Certificate certificate, Instant now) {
        lock.lock();
        try {
            Instant last = told.get(certificate);
            if (last != null && now.isBefore(last.plus(REPEAT))) {
                return false;
            }
            if (last == null && told.size() >= MOST_REMEMBERED) {
                told.remove(told.keySet().iterator().next());
            }
            told.put(certificate, now);
            return true;
        } finally {
            lock.unlock();
        }
    }
}
