int file_length(int id);
