"""What composer and reply share: autosave, files, evidence, long pastes."""
