long file_length(int id);
