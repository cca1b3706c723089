struct file_info {
	int mode;
	long long size;
	int links;
};

void file_stat(struct file_info *info);
