select k.kind from documents.kind as k where k.books and k.area is null
