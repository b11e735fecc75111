// Logs by a client of the npm registry, as its own documentation shows it: node clients.cjs CLIENT PORT

const winston = require("winston");

const [client, port] = process.argv.slice(2);

function transport() {
  if (client === "winston-papertrail-transport") {
    const {PapertrailTransport} = require(client);
    return new PapertrailTransport({host: "localhost", port: Number(port), hostname: "node-host", program: "node-album"});
  }
  const {Syslog} = require("winston-syslog");
  return new Syslog({
    host: "localhost", port: Number(port), protocol: client, localhost: "node-host", app_name: "node-album", type: "5424", eol: "\n",
  });
}

const logger = winston.createLogger({
  levels: winston.config.syslog.levels,
  format: winston.format.printf(({message}) => message),
  transports: [transport()],
});
logger.info("GET /albums/4 HTTP/1.1");
logger.error("앨범 <script>");
logger.warning(`a text of ${"x".repeat(9000)}`);
