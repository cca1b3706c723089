int wake();
