from polylogue.config.cli import main

main()
