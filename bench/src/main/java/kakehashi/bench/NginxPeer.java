package kakehashi.bench;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import kakehashi.x509.Bytes;

/// nginx, one worker, serving the octets of one OCSP response from a file that it keeps open.
final class NginxPeer {
    private static final Path NGINX = Path.of("/usr/sbin/nginx");
    private static final String CONFIGURATION = """
            daemon off;
            master_process off;
            worker_processes 1;
            pid %1$s/nginx.pid;
            error_log %1$s/error.log;
            events { worker_connections 1024; }
            http {
                access_log off;
                default_type application/ocsp-response;
                keepalive_requests 1000000000;
                tcp_nodelay on;
                open_file_cache max=100;
                open_file_cache_valid 1h;
                client_body_temp_path %1$s/body;
                proxy_temp_path %1$s/proxy;
                fastcgi_temp_path %1$s/fastcgi;
                uwsgi_temp_path %1$s/uwsgi;
                scgi_temp_path %1$s/scgi;
                server {
                    listen 127.0.0.1:%2$d;
                    root %1$s;
                    location /ocsp/ {
                        add_header Cache-Control "max-age=299, public, no-transform, must-revalidate";
                        expires 299s;
                        try_files /answer.der =404;
                    }
                }
            }
            """;

    private NginxPeer() {}

    /// A running one, with its port.
    record Running(ServerProcess process, int port) {}

    /// Starts it; empty where it is not installed.
    static Optional<Running> start(Path folder, Bytes answer) throws IOException {
        if (!Files.isExecutable(NGINX)) {
            System.err.println("bench: nginx is not installed, and left out");
            return Optional.empty();
        }
        int port = freePort();
        Files.createDirectories(folder);
        Files.write(folder.resolve("answer.der"), answer.toArray());
        Path configuration = folder.resolve("nginx.conf");
        Files.writeString(configuration, CONFIGURATION.formatted(folder, port));
        ServerProcess process = ServerProcess.start(List.of(
                NGINX.toString(),
                "-p",
                folder.toString(),
                "-e",
                folder + "/error.log",
                "-c",
                configuration.toString()));
        ServerProcess.await(port);
        return Optional.of(new Running(process, port));
    }

    static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0)) {
            return free.getLocalPort();
        }
    }
}
