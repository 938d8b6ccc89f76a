# SPDX-License-Identifier: Apache-2.0
"""The rest of the world, for a resolver under test: a DNS server on loopback that has an address for every name. And
how a test with it ends."""

import socketserver
import sys
import threading

try:
    import dns.flags
except ImportError:
    print("SKIP: Python's dnspython is not installed; apt-get install python3-dnspython, or run tests/run")
    sys.exit(77)

import dns.message
import dns.rcode
import dns.rdatatype
import dns.rrset

from resolvers import Failure, Skip

ADDRESS = "192.0.2.1"


def answer_to(wire):
    query = dns.message.from_wire(wire)
    question = query.question[0]
    answer = dns.message.make_response(query, recursion_available=True)
    answer.flags |= dns.flags.AA
    if question.rdtype == dns.rdatatype.A:
        answer.answer.append(dns.rrset.from_text(question.name, 60, "IN", "A", ADDRESS))
    else:  # the name exists, this type does not
        soa = "localhost. root.localhost. 1 3600 600 604800 60"
        answer.authority.append(dns.rrset.from_text(dns.name.root, 60, "IN", "SOA", soa))
    return question.name, answer.to_wire()


class Upstream:
    """Serves on `port`, UDP and TCP, from construction to close(). `asked` holds the names it was asked for."""

    def __init__(self):
        upstream = self
        self.asked = set()

        class Datagram(socketserver.BaseRequestHandler):
            def handle(self):
                wire, socket = self.request
                name, answer = answer_to(wire)
                upstream.asked.add(name)
                socket.sendto(answer, self.client_address)

        class Stream(socketserver.StreamRequestHandler):
            def handle(self):
                while len(size := self.rfile.read(2)) == 2:
                    name, answer = answer_to(self.rfile.read(int.from_bytes(size, "big")))
                    upstream.asked.add(name)
                    self.wfile.write(len(answer).to_bytes(2, "big") + answer)

        class Udp(socketserver.ThreadingUDPServer):
            daemon_threads = True

        class Tcp(socketserver.ThreadingTCPServer):
            daemon_threads = True
            allow_reuse_address = True

        for _ in range(20):  # until one port is free for both
            udp = Udp(("127.0.0.1", 0), Datagram)
            try:
                tcp = Tcp(udp.server_address, Stream)
                break
            except OSError:
                udp.server_close()
        else:
            raise OSError("no port is free for both UDP and TCP on 127.0.0.1")
        self.port = udp.server_address[1]
        self._servers = [udp, tcp]
        for server in self._servers:
            threading.Thread(target=server.serve_forever, daemon=True).start()

    def close(self):
        for server in self._servers:
            server.shutdown()
            server.server_close()


def run_test(test):
    """Calls test(Upstream()). Gives the exit status: 0, 1 on a Failure, 77 when a server is not installed."""
    world = Upstream()
    try:
        test(world)
    except Skip as skip:
        print(f"SKIP: {skip}")
        return 77
    except Failure as failure:
        print(f"FAIL: {failure}")
        return 1
    finally:
        world.close()
    return 0
