struct file_info {
	int mode;
	int size;
	int links;
};

void file_stat(struct file_info *info);
