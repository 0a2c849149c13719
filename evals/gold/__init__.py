"""What people annotated: data files that hold ids and offsets only, and the modules that read gold."""
