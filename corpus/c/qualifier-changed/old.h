char *label_text(int id);
