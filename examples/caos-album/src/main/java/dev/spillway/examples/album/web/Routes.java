package dev.spillway.examples.album.web;

import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.jetty.server.Request;

/** Finds what answers a method and a path. */
final class Routes {

    /** What answers a request; {@code path} holds the groups of the route's pattern. */
    @FunctionalInterface
    interface Action {
        Reply answer(Request request, MatchResult path) throws Exception;
    }

    /** One kind of address: which method, which paths, and what answers. A GET route serves HEAD too. */
    record Route(String method, Pattern path, Action action) {

        static Route get(String path, Action action) {
            return new Route("GET", Pattern.compile(path), action);
        }

        static Route post(String path, Action action) {
            return new Route("POST", Pattern.compile(path), action);
        }

        boolean serves(String requested) {
            return method.equals(requested) || (method.equals("GET") && requested.equals("HEAD"));
        }
    }

    private final List<Route> routes;

    Routes(List<Route> routes) {
        this.routes = routes;
    }

    Reply answer(Request request) throws Exception {
        String path = request.getHttpURI().getCanonicalPath();
        TreeSet<String> allowed = new TreeSet<>();
        for (Route route : routes) {
            Matcher matcher = route.path.matcher(path == null ? "" : path);
            if (!matcher.matches()) {
                continue;
            }
            if (route.serves(request.getMethod())) {
                return route.action.answer(request, matcher.toMatchResult());
            }
            allowed.add(route.method);
        }
        if (allowed.isEmpty()) {
            throw new RequestRefusedException(404, "There is nothing at this address.");
        }
        if (allowed.contains("GET")) {
            allowed.add("HEAD");
        }
        throw new RequestRefusedException(
                405, "This address does not take such a request.", Map.of("Allow", String.join(", ", allowed)));
    }
}
