"""The operating system: session bus, network, links, one running instance, dropped mails."""
