"""How the console command is put together: its words, its options, what it prints and asks."""
