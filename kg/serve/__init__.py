"""The graph over HTTP and for agents: SPARQL endpoint, pages of its nodes, query editor, Model Context Protocol.

`kg.serve.app` needs the extra `serve`, `kg.serve.agents` the extra `mcp`; nothing here imports them for you.
"""
