BEGIN TRANSACTION;
CREATE TABLE "_sqlite_migrations" (
   "id" INTEGER PRIMARY KEY,
   "migration_set" TEXT,
   "name" TEXT,
   "applied_at" TEXT
);
INSERT INTO "_sqlite_migrations" VALUES(1,'headcount','m001_archive','2026-11-27 22:46:15.666613+00:00');
CREATE TABLE archive (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    uuid TEXT NOT NULL,
    created TEXT NOT NULL,
    key_fingerprint TEXT NOT NULL,
    nonce TEXT NOT NULL
) STRICT;
INSERT INTO "archive" VALUES(1,'43d21a90-da77-4d31-98ae-77fd3411a353','2026-11-27T22:46:15Z','36a0a9d64f7c610f','077e3407481d6fbb50ec1c7e8d4541bf');
CREATE TABLE channels (
    id INTEGER PRIMARY KEY,
    username TEXT UNIQUE COLLATE NOCASE,
    title TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('channel', 'group')),
    region TEXT,
    watched INTEGER NOT NULL DEFAULT 0,
    why_not TEXT,
    why_not_since TEXT,
    as_of TEXT NOT NULL,
    first_seen TEXT NOT NULL,
    nonce TEXT NOT NULL
) STRICT;
INSERT INTO "channels" VALUES(77,NULL,'Channel 77','channel',NULL,0,'flood','2026-11-27T22:46:15Z','2026-03-02T09:00:00Z','2026-11-27T22:46:15Z','7c8d92f1ab1bd166bb3b7cfccc86a6b6');
INSERT INTO "channels" VALUES(1234500001,NULL,'Channel 1234500001','channel',NULL,0,NULL,NULL,'2026-03-02T09:00:00Z','2026-11-27T22:46:15Z','6ca35bf23463233354303721354b9f4d');
CREATE TABLE coverage (
    id INTEGER PRIMARY KEY,
    channel_id INTEGER NOT NULL REFERENCES channels(id),
    run INTEGER NOT NULL REFERENCES runs(id),
    source TEXT NOT NULL CHECK (source IN ('telegram', 'preview', 'export')),
    from_id INTEGER NOT NULL,
    to_id INTEGER NOT NULL,
    from_date TEXT NOT NULL,
    to_date TEXT NOT NULL,
    as_of TEXT NOT NULL,
    read_at TEXT NOT NULL,
    nonce TEXT NOT NULL
) STRICT;
INSERT INTO "coverage" VALUES(1,1234500001,1,'export',1,5,'2026-03-02T10:00:00Z','2026-03-02T14:00:00Z','2026-03-12T09:00:00Z','2026-11-27T22:46:15Z','664dcc7f62b5c0ba3dd899391ee54429');
INSERT INTO "coverage" VALUES(2,1234500001,2,'export',1,5,'2026-03-02T10:00:00Z','2026-03-02T14:00:00Z','2026-03-22T09:00:00Z','2026-11-27T22:46:15Z','8b0892773297db4924ad7ded73583f51');
CREATE TABLE disappearances (
    id INTEGER PRIMARY KEY,
    post INTEGER NOT NULL REFERENCES posts(id),
    run INTEGER NOT NULL REFERENCES runs(id),
    at TEXT NOT NULL,
    as_of TEXT NOT NULL,
    grade TEXT NOT NULL
        CHECK (grade IN (
            'missing at re-check', 'absent from page', 'absent from export', 'reappeared', 'absence doubted'
        )),
    nonce TEXT NOT NULL
) STRICT;
INSERT INTO "disappearances" VALUES(1,5,2,'2026-11-27T22:46:15Z','2026-03-22T09:00:00Z','absent from export','a647884d7f00713020009c5eb3f704ac');
CREATE TABLE extractions (
    version INTEGER PRIMARY KEY REFERENCES versions(id),
    parser INTEGER NOT NULL REFERENCES parsers(id),
    is_request INTEGER NOT NULL,
    confidence REAL NOT NULL,
    language TEXT NOT NULL,
    closed INTEGER NOT NULL,
    text_key TEXT NOT NULL,
    fleeting INTEGER NOT NULL,
    reading TEXT NOT NULL CHECK (json_valid(reading)),
    sha256 TEXT NOT NULL
) STRICT;
INSERT INTO "extractions" VALUES(1,1,1,0.97,'ru',1,'key',0,'{"closed":true,"confidence":0.97,"hours":[],"is_request":true,"language":"ru","origins":[{"basis":"stated","iso":"KP","span":[20,24],"text":"КНДР"}],"pay":[],"regions":[{"iso":"RU-TVE","place":"Тверь","span":[14,19],"text":"Тверь"}],"requests":[{"confidence":0.95,"headcount_max":5,"headcount_min":5,"headcount_span":[6,7],"headcount_text":"5","isco08":"8153","regions":["RU-TVE"],"role":"sewing machine operator","role_span":[8,12],"role_text":"швей"},{"confidence":0.95,"headcount_max":5,"headcount_min":5,"headcount_span":[6,7],"headcount_text":"5","isco08":"8153","regions":["RU-MOW","RU-TVE"],"role":"cook","role_span":[8,12],"role_text":"швей"}]}','e32c088c31135b88bef89c90fb43a3d327e3c15bee90802cf5cfe073110aa038');
INSERT INTO "extractions" VALUES(2,1,1,0.97,'ru',1,'key',0,'{"closed":true,"confidence":0.97,"hours":[],"is_request":true,"language":"ru","origins":[{"basis":"stated","iso":"KP","span":[20,24],"text":"КНДР"}],"pay":[],"regions":[{"iso":"RU-TVE","place":"Тверь","span":[14,19],"text":"Тверь"}],"requests":[{"confidence":0.95,"headcount_max":5,"headcount_min":5,"headcount_span":[6,7],"headcount_text":"5","isco08":"8153","regions":["RU-TVE"],"role":"sewing machine operator","role_span":[8,12],"role_text":"швей"},{"confidence":0.95,"headcount_max":5,"headcount_min":5,"headcount_span":[6,7],"headcount_text":"5","isco08":"8153","regions":["RU-MOW","RU-TVE"],"role":"cook","role_span":[8,12],"role_text":"швей"}]}','1d0ae58cead24021c18393f014e5acef7fba88164a2f5307454e2f39f4d3e919');
INSERT INTO "extractions" VALUES(3,1,1,0.97,'ru',1,'key',0,'{"closed":true,"confidence":0.97,"hours":[],"is_request":true,"language":"ru","origins":[{"basis":"stated","iso":"KP","span":[20,24],"text":"КНДР"}],"pay":[],"regions":[{"iso":"RU-TVE","place":"Тверь","span":[14,19],"text":"Тверь"}],"requests":[{"confidence":0.95,"headcount_max":5,"headcount_min":5,"headcount_span":[6,7],"headcount_text":"5","isco08":"8153","regions":["RU-TVE"],"role":"sewing machine operator","role_span":[8,12],"role_text":"швей"},{"confidence":0.95,"headcount_max":5,"headcount_min":5,"headcount_span":[6,7],"headcount_text":"5","isco08":"8153","regions":["RU-MOW","RU-TVE"],"role":"cook","role_span":[8,12],"role_text":"швей"}]}','41a1a71a24e84af4de0721bbc9f8d49d4b7998555e43897a5578fb7d10b23b27');
INSERT INTO "extractions" VALUES(4,1,1,0.97,'ru',0,'key',0,'{"confidence":0.97,"hours":[],"is_request":true,"language":"ru","origins":[{"basis":"stated","iso":"KP","span":[20,24],"text":"КНДР"}],"pay":[],"regions":[{"iso":"RU-TVE","place":"Тверь","span":[14,19],"text":"Тверь"}],"requests":[],"total":{"headcount_max":null,"headcount_min":9,"span":[0,4],"text":"от 9"}}','e57a127af165899f5216d1f9ea4d94d65ac021118047d912e18d04cbcc297c74');
INSERT INTO "extractions" VALUES(5,1,0,0.97,'en',0,'key',0,'{"confidence":0.97,"hours":[],"is_request":false,"language":"en","origins":[],"pay":[],"regions":[],"requests":[]}','d01362756c91d660964f7e6c81912b04714b07780c14ce1eaeaa00200a56157f');
CREATE TABLE journal (
    seq INTEGER PRIMARY KEY,
    at TEXT NOT NULL,
    kind TEXT NOT NULL,
    ref INTEGER NOT NULL,
    subject TEXT NOT NULL,
    commitment TEXT NOT NULL,
    hash TEXT NOT NULL
) STRICT;
INSERT INTO "journal" VALUES(1,'2026-11-27T22:46:15Z','archive',1,'43d21a90-da77-4d31-98ae-77fd3411a353','1cb0282d2080f0ba4171565c06049c03d1a0e40fa252ebf77cd687524bcaa6fe','8ed404e75b780853746be2bd6d3c98d00078c47f3b5e6767c60e25b242672372');
INSERT INTO "journal" VALUES(2,'2026-11-27T22:46:15Z','run',1,'import','5b52e7cf0be88e2eabc75e261687c3bc2c2f715747de9a665a0e750dbe3226fd','ae67b3632dfbb001e0bc89471bf7f3dde00066b5510b72e8062096e094fe092d');
INSERT INTO "journal" VALUES(3,'2026-11-27T22:46:15Z','channel',1234500001,'1234500001','f13d2b3751f74a3390b32ed41a954f0892821ebd4c9d4dd5300df0d18370c7a9','3581cf0dd8df946a75bac62868fe6159624edf78f8cfc1bed275d39571113ed3');
INSERT INTO "journal" VALUES(4,'2026-11-27T22:46:15Z','version',1,'1234500001/10','d24506c3ba86402b7c6841d1a559023a3d162fc7d1a2fe22ee801b170380c800','427f5cff02ff93d3a09f2548324be51d188ec2be37cd38ede52d960948565c47');
INSERT INTO "journal" VALUES(5,'2026-11-27T22:46:15Z','version',2,'1234500001/1','dd2f1169ffe36f8f00a0f1e1441c7223825a773e27f05ea3a756e227f01b2ed3','17990dd4f68175ce94995c266841e03c2fbcdbb528ef7ac7a2d75f49a529f6dd');
INSERT INTO "journal" VALUES(6,'2026-11-27T22:46:15Z','version',3,'1234500001/2','32be31cc7437b35f144c2443eafb7c6240c3de4ad565ca6efd6a7ce303d812f5','e2e36f94f775b0f5bda69e72c0291d975dad1f8a8cab7eabc0dd840c614700d4');
INSERT INTO "journal" VALUES(7,'2026-11-27T22:46:15Z','version',4,'1234500001/3','45aa9bda8c563b5c2ec1255285111600e46c46eeddc7a52d04d559dfad66bf0d','b800513f02c03d78838f8ec4f966d8c7c323065fd0a9249f1520d7bbf1167fc4');
INSERT INTO "journal" VALUES(8,'2026-11-27T22:46:15Z','version',5,'1234500001/4','6102ff7621661ecd3fbc53a8e8ed9756e33b604b60760da9b4bcd28ab1c57e0c','35c6db3cb651479f5e745176fdbd37e6834ec613fe5927360f30e84b15b08eb3');
INSERT INTO "journal" VALUES(9,'2026-11-27T22:46:15Z','version',6,'1234500001/5','3943cae7b0f15e85229d4da2c496e6aa4725b9f88f2064df5072cdff143b5c67','667679bd7da3586b8e63d93561e03a44308c90c3469f09b687e1e7783aba0230');
INSERT INTO "journal" VALUES(10,'2026-11-27T22:46:15Z','coverage',1,'1234500001','729874c46d262d1d88dbd373321b677d7c93547f1890d30c766f3ea2d306fa68','7e56aaecb9f7e817fe9ab0db9ad85fd312d5bc2eeb8a3fb91f1e0ca0d2648175');
INSERT INTO "journal" VALUES(11,'2026-11-27T22:46:15Z','observations',1,'1234500001','60e69bd53300a79c1116366c2a1d1c7820c1e8746716e39a250d2a6d15306919','ce48b7bcc4931cec299012ac213d121fa73fc9d9cfb26dd20d69c2e512d333d7');
INSERT INTO "journal" VALUES(12,'2026-11-27T22:46:15Z','run-end',1,'import','e25d6121269e003f1e189facc3a62ffba550fa8770882ffc917ba7523f709975','00c87a44fbabdd4cac3b3bc8eed7127afba957daf6d609cb932001abf5d5192e');
INSERT INTO "journal" VALUES(13,'2026-11-27T22:46:15Z','run',2,'import','0dfae0ee151beb002c163b4783c6a79f492c9db72d1a5c91f31909f7a67f4ee7','26ba6986e181c3bc722bc3725d2441bcca9f079d639f66ee044adcf532c0a8dd');
INSERT INTO "journal" VALUES(14,'2026-11-27T22:46:15Z','version',7,'1234500001/1','0115c9f3c9a17eb74a0fc1370a1265668591ca543a2aebc23650b3c1f4c3f328','23060fbb52d4c96752fc2be7ce5384e93cce6a66eca586a2cea4edb70a95ebb7');
INSERT INTO "journal" VALUES(15,'2026-11-27T22:46:15Z','version',8,'1234500001/2','d38a08eecb646b3f4f3ebe3d5cb21be970d21b76a365a48618c3f6d1b4030bb4','24178664c4de17f78169605f3a7f1685bc05778d2321224e9325601ffca499c0');
INSERT INTO "journal" VALUES(16,'2026-11-27T22:46:15Z','version',9,'1234500001/3','a8fde92b347ad36496bb6a858c4f101e8f36d07aed1bedc305e435a7f247df2a','c4deb7c7824b442f382950bd6a4c1c2a1e775b01bbad13cd8618d3c427ee3c11');
INSERT INTO "journal" VALUES(17,'2026-11-27T22:46:15Z','version',10,'1234500001/5','4eb6c5ec29595705373ca38787e84500c514113c6b9753bae1d6f6a1157668a3','bf42f3963216d641ea3ae774209ff3205255eb154962c33eb6647a2ee5fa43d3');
INSERT INTO "journal" VALUES(18,'2026-11-27T22:46:15Z','coverage',2,'1234500001','1f8e722d37b91518e9f0e1154a91335473a28775bceddbe9037160d36428f42a','83cf52bb4bbb5049686c1a621e0fbb67a7bc73d7c6ac114c0c2de499a64852d1');
INSERT INTO "journal" VALUES(19,'2026-11-27T22:46:15Z','disappearance',1,'1234500001/4','66a4ae239298e62a82ae6a4b67255424021f1f5f02a76b1f9bf90e4e1cf4bd0e','b7090745f6292d0e4db18b4bde76b8b8b4bde38032cc10f652e6e35016f92fe1');
INSERT INTO "journal" VALUES(20,'2026-11-27T22:46:15Z','channel',77,'77','99d2cacdadbae155fcd0807aaf9d16e4b1e8ce5d4de5faf6c2b4d5df285d8e8c','43a1a9e0f6db2afad5ff35e95ac7261a5faf49a2328e7b370af7f076dae844ee');
INSERT INTO "journal" VALUES(21,'2026-11-27T22:46:15Z','version',11,'77/1','f1512bfbfaffbbedad946680352b03a8679659df9f905223c674d29bb6eccf51','4751d517fc5c993435d93cff8dd496042dbf61fde8ed947efa423ea901413bda');
INSERT INTO "journal" VALUES(22,'2026-11-27T22:46:15Z','observations',2,'1234500001','9f41a375421a2df0f49fa0dcac3d27c9090763f894a30949f3d61795311b3034','e1222aae2821b198dfb5d9adf43dbd89bdeaabf744c999ddd6275164adfa87fe');
INSERT INTO "journal" VALUES(23,'2026-11-27T22:46:15Z','run-end',2,'import','32d3b110ea4e7d72b1e211a232582b966a226db4b9d653da2680a485c7819d2c','0002539427f2dbc3246e2072d004577b3a86e3899f1b5e638f11522359e8e66f');
CREATE TABLE observations (
    id INTEGER PRIMARY KEY,
    post INTEGER NOT NULL REFERENCES posts(id),
    version INTEGER NOT NULL REFERENCES versions(id),
    date TEXT,
    edited TEXT,
    as_of TEXT NOT NULL,
    service TEXT,
    sender TEXT,
    reply_to INTEGER,
    album TEXT,
    forwarded_from TEXT,
    views INTEGER,
    forwards INTEGER,
    replies INTEGER,
    reactions INTEGER,
    source TEXT NOT NULL CHECK (source IN ('telegram', 'preview', 'export')),
    run INTEGER NOT NULL REFERENCES runs(id),
    seen TEXT NOT NULL,
    raw TEXT,
    sha256 TEXT,
    nonce TEXT,
    commitment TEXT NOT NULL
) STRICT;
INSERT INTO "observations" VALUES(1,1,1,'2026-03-02T19:00:00Z','2026-03-08T09:00:00Z','2026-03-08T09:00:00Z',NULL,'p_1',3,'84','Other',NULL,NULL,NULL,NULL,'export',1,'2026-11-27T22:46:15Z','{"facts":[["album","84"],["edited","2026-03-08 09:00:00+00:00"],["forwarded_from","Other"],["media","photo"],["poll","Кто?"],["reply_to","3"],["sender","p_1"]],"id":10,"text":"полный"}','e151c139d78ab125e527583a853c23776daf0441bbc8e96f29cfbe7bb5862c1f','544f18b686e3809fd0d2f5f2525ca181','7cea6990a3128d941c93c4e457e3885e4f96297e273d93c6c996c9ffe4cfc7a9');
INSERT INTO "observations" VALUES(2,2,7,'2026-03-02T10:00:00Z',NULL,'2026-03-23T09:00:00Z',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,4,'export',2,'2026-11-27T22:46:15Z','{"facts":[["reactions","4"]],"id":1,"text":"Нужны 6 швей"}','347a9507b53048873448e5fba6bb7702f52bb6e3b25a408cab1b0d73ead801df','fcacd8463dfb7975bc4bf46071606614','10695372f71e5e241a18504794e1b8f5b9e7abd2c40052a6825e948ed0fc77ec');
INSERT INTO "observations" VALUES(3,3,3,'2026-03-02T11:00:00Z',NULL,'2026-03-24T09:00:00Z',NULL,NULL,NULL,NULL,NULL,7,2,1,NULL,'telegram',2,'2026-11-27T22:46:15Z','{"facts":[["forwards","2"],["replies","1"],["views","7"]],"id":2,"text":"Нужны 5 швей"}','08b8a59f9198a0ea7e71b60a95b3f1361a6c82acfc88a5f340fd126c1937705e','16fbf5682a13abad8fe6bac56633102a','80fca75b72d58bf8fc95d00a3ceb88ea36a554acc9f7a12bc282a5565a98e4dc');
CREATE TABLE origins (
    version INTEGER NOT NULL REFERENCES extractions(version) ON DELETE CASCADE,
    n INTEGER NOT NULL,
    iso TEXT NOT NULL,
    basis TEXT NOT NULL CHECK (basis IN ('stated', 'inferred')),
    text TEXT NOT NULL,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    PRIMARY KEY (version, n)
) STRICT, WITHOUT ROWID;
INSERT INTO "origins" VALUES(1,1,'KP','stated','КНДР',20,24);
INSERT INTO "origins" VALUES(2,1,'KP','stated','КНДР',20,24);
INSERT INTO "origins" VALUES(3,1,'KP','stated','КНДР',20,24);
INSERT INTO "origins" VALUES(4,1,'KP','stated','КНДР',20,24);
CREATE TABLE parsers (
    id INTEGER PRIMARY KEY,
    parser TEXT NOT NULL,
    lexicon TEXT NOT NULL,
    parsed_to INTEGER NOT NULL DEFAULT 0,
    UNIQUE (parser, lexicon)
) STRICT;
INSERT INTO "parsers" VALUES(1,'1.0','sha256:aa',5);
CREATE TABLE peers (
    account INTEGER NOT NULL,
    name TEXT NOT NULL COLLATE NOCASE,
    channel_id INTEGER NOT NULL,
    access_hash INTEGER NOT NULL,
    PRIMARY KEY (account, name)
) STRICT, WITHOUT ROWID;
INSERT INTO "peers" VALUES(5,'example_jobs',77,123456);
CREATE TABLE places (
    version INTEGER NOT NULL REFERENCES extractions(version) ON DELETE CASCADE,
    n INTEGER NOT NULL,
    iso TEXT NOT NULL,
    place TEXT NOT NULL,
    text TEXT NOT NULL,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    PRIMARY KEY (version, n)
) STRICT, WITHOUT ROWID;
INSERT INTO "places" VALUES(1,1,'RU-TVE','Тверь','Тверь',14,19);
INSERT INTO "places" VALUES(2,1,'RU-TVE','Тверь','Тверь',14,19);
INSERT INTO "places" VALUES(3,1,'RU-TVE','Тверь','Тверь',14,19);
INSERT INTO "places" VALUES(4,1,'RU-TVE','Тверь','Тверь',14,19);
CREATE TABLE posts (
    id INTEGER PRIMARY KEY,
    channel_id INTEGER NOT NULL REFERENCES channels(id),
    post_id INTEGER NOT NULL,
    date TEXT,
    edited TEXT,
    as_of TEXT NOT NULL,
    given TEXT NOT NULL,
    latest_version INTEGER NOT NULL REFERENCES versions(id),
    versions INTEGER NOT NULL,
    media TEXT,
    service TEXT,
    sender TEXT,
    reply_to INTEGER,
    album TEXT,
    forwarded_from TEXT,
    views INTEGER,
    forwards INTEGER,
    replies INTEGER,
    reactions INTEGER,
    source TEXT NOT NULL CHECK (source IN ('telegram', 'preview', 'export')),
    first_seen TEXT NOT NULL,
    missing_since TEXT,
    UNIQUE (channel_id, post_id)
) STRICT;
INSERT INTO "posts" VALUES(1,1234500001,10,'2026-03-02T19:00:00Z','2026-03-08T09:00:00Z','2026-03-08T09:00:00Z','2026-03-08T09:00:00Z',1,1,'photo','pin','p_1',3,'84','Other',NULL,NULL,NULL,NULL,'export','2026-11-27T22:46:15Z',NULL);
INSERT INTO "posts" VALUES(2,1234500001,1,'2026-03-02T10:00:00Z',NULL,'2026-03-23T09:00:00Z','2026-03-23T09:00:00Z',7,2,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,4,'export','2026-11-27T22:46:15Z',NULL);
INSERT INTO "posts" VALUES(3,1234500001,2,'2026-03-02T11:00:00Z',NULL,'2026-03-24T09:00:00Z','2026-03-24T09:00:00Z',3,2,NULL,NULL,NULL,NULL,NULL,NULL,7,2,1,NULL,'telegram','2026-11-27T22:46:15Z',NULL);
INSERT INTO "posts" VALUES(4,1234500001,3,'2026-03-02T12:00:00Z',NULL,'2026-03-22T09:00:00Z','2026-03-22T09:00:00Z',9,2,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'export','2026-11-27T22:46:15Z',NULL);
INSERT INTO "posts" VALUES(5,1234500001,4,'2026-03-02T13:00:00Z',NULL,'2026-03-12T09:00:00Z','2026-03-12T09:00:00Z',5,1,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'export','2026-11-27T22:46:15Z','2026-11-27T22:46:15Z');
INSERT INTO "posts" VALUES(6,1234500001,5,'2026-03-02T14:00:00Z',NULL,'2026-03-22T09:00:00Z','2026-03-22T09:00:00Z',10,2,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'export','2026-11-27T22:46:15Z',NULL);
INSERT INTO "posts" VALUES(7,77,1,'2026-03-02T10:00:00Z',NULL,'2026-03-11T09:00:00Z','2026-03-11T09:00:00Z',11,1,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'export','2026-11-27T22:46:15Z',NULL);
CREATE TABLE request_regions (
    version INTEGER NOT NULL,
    n INTEGER NOT NULL,
    iso TEXT NOT NULL,
    PRIMARY KEY (version, n, iso),
    FOREIGN KEY (version, n) REFERENCES requests(version, n) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
INSERT INTO "request_regions" VALUES(1,2,'RU-MOW');
INSERT INTO "request_regions" VALUES(2,2,'RU-MOW');
INSERT INTO "request_regions" VALUES(3,2,'RU-MOW');
INSERT INTO "request_regions" VALUES(1,1,'RU-TVE');
INSERT INTO "request_regions" VALUES(1,2,'RU-TVE');
INSERT INTO "request_regions" VALUES(2,1,'RU-TVE');
INSERT INTO "request_regions" VALUES(2,2,'RU-TVE');
INSERT INTO "request_regions" VALUES(3,1,'RU-TVE');
INSERT INTO "request_regions" VALUES(3,2,'RU-TVE');
INSERT INTO "request_regions" VALUES(4,1,'RU-TVE');
CREATE TABLE requests (
    version INTEGER NOT NULL REFERENCES extractions(version) ON DELETE CASCADE,
    n INTEGER NOT NULL,
    entry TEXT NOT NULL CHECK (entry IN ('request', 'total')),
    role TEXT,
    role_ru TEXT,
    isco08 TEXT,
    role_text TEXT,
    role_start INTEGER,
    role_end INTEGER,
    headcount_min INTEGER,
    headcount_max INTEGER,
    headcount_text TEXT,
    headcount_start INTEGER,
    headcount_end INTEGER,
    confidence REAL NOT NULL,
    PRIMARY KEY (version, n)
) STRICT, WITHOUT ROWID;
INSERT INTO "requests" VALUES(1,1,'request','sewing machine operator','швея','8153','швей',8,12,5,5,'5',6,7,0.95);
INSERT INTO "requests" VALUES(1,2,'request','cook','швея','8153','швей',8,12,5,5,'5',6,7,0.95);
INSERT INTO "requests" VALUES(2,1,'request','sewing machine operator','швея','8153','швей',8,12,5,5,'5',6,7,0.95);
INSERT INTO "requests" VALUES(2,2,'request','cook','швея','8153','швей',8,12,5,5,'5',6,7,0.95);
INSERT INTO "requests" VALUES(3,1,'request','sewing machine operator','швея','8153','швей',8,12,5,5,'5',6,7,0.95);
INSERT INTO "requests" VALUES(3,2,'request','cook','швея','8153','швей',8,12,5,5,'5',6,7,0.95);
INSERT INTO "requests" VALUES(4,1,'total',NULL,NULL,NULL,NULL,NULL,NULL,9,NULL,'от 9',0,4,0.97);
CREATE TABLE runs (
    id INTEGER PRIMARY KEY,
    command TEXT NOT NULL,
    program TEXT NOT NULL,
    sources TEXT NOT NULL CHECK (json_valid(sources)),
    started TEXT NOT NULL,
    finished TEXT,
    outcome TEXT CHECK (outcome IN ('ok', 'failed', 'interrupted')),
    counts TEXT CHECK (counts IS NULL OR json_valid(counts)),
    failed TEXT CHECK (failed IS NULL OR json_valid(failed)),
    nonce TEXT NOT NULL
) STRICT;
INSERT INTO "runs" VALUES(1,'import','headcount test','[]','2026-11-27T22:46:15Z','2026-11-27T22:46:15Z','ok','{}','[]','9adf4ceebbc45f94778d9ecfc011186a');
INSERT INTO "runs" VALUES(2,'import','headcount test','[]','2026-11-27T22:46:15Z','2026-11-27T22:46:15Z','ok','{}','[]','6a286e628917b97b65275da8aaefc923');
CREATE TABLE unread (
    name TEXT PRIMARY KEY COLLATE NOCASE,
    channel_id INTEGER REFERENCES channels(id),
    why_not TEXT NOT NULL,
    since TEXT NOT NULL
) STRICT;
INSERT INTO "unread" VALUES('lost_jobs',NULL,'private','2026-11-27T22:46:15Z');
INSERT INTO "unread" VALUES('other_jobs',77,'flood','2026-11-27T22:46:15Z');
CREATE TABLE versions (
    id INTEGER PRIMARY KEY,
    post INTEGER NOT NULL REFERENCES posts(id) DEFERRABLE INITIALLY DEFERRED,
    identity TEXT NOT NULL,
    text TEXT,
    entities TEXT CHECK (entities IS NULL OR json_valid(entities)),
    poll TEXT,
    media TEXT,
    date TEXT,
    edited TEXT,
    as_of TEXT NOT NULL,
    service TEXT,
    sender TEXT,
    reply_to INTEGER,
    album TEXT,
    forwarded_from TEXT,
    views INTEGER,
    forwards INTEGER,
    replies INTEGER,
    reactions INTEGER,
    source TEXT NOT NULL CHECK (source IN ('telegram', 'preview', 'export')),
    run INTEGER NOT NULL REFERENCES runs(id),
    seen TEXT NOT NULL,
    raw TEXT,
    sha256 TEXT,
    nonce TEXT,
    UNIQUE (post, identity)
) STRICT;
INSERT INTO "versions" VALUES(1,1,'210b9223dfa12d95661cf4e11e427783affbc96a3c4492d9e0ca18776e79d878','полный',NULL,'Кто?','photo','2026-03-02T19:00:00Z',NULL,'2026-03-07T09:00:00Z','pin','p_1',3,'84','Other',NULL,NULL,NULL,NULL,'export',1,'2026-11-27T22:46:15Z','{"facts":[["album","84"],["forwarded_from","Other"],["media","photo"],["poll","Кто?"],["reply_to","3"],["sender","p_1"],["service","pin"]],"id":10,"text":"полный"}','635230d45d7d779defcf0d75cbdab641e1a7dde7eb4da76728facef6836b8325','1a7363be8c3379efef0a82beb3b5effb');
INSERT INTO "versions" VALUES(2,2,'05e4491434528c3d2a40a9aa9b2e1142fcc9637833d82e54ad38ae886d4259b6','Нужны 5 швей',NULL,NULL,NULL,'2026-03-02T10:00:00Z',NULL,'2026-03-12T09:00:00Z',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'export',1,'2026-11-27T22:46:15Z','{"facts":[],"id":1,"text":"Нужны 5 швей"}','0e05745c01f01f5b1ad821f3d7378f150ce5cf539606f8fa927aeeab921ee300','520e2e1b584dac686925a584e219a577');
INSERT INTO "versions" VALUES(3,3,'05e4491434528c3d2a40a9aa9b2e1142fcc9637833d82e54ad38ae886d4259b6','Нужны 5 швей',NULL,NULL,NULL,'2026-03-02T11:00:00Z',NULL,'2026-03-12T09:00:00Z',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'export',1,'2026-11-27T22:46:15Z','{"facts":[],"id":2,"text":"Нужны 5 швей"}','74d77f4b8814627702290934b804034e3a2906dbc442101fa2e47c4d789c6a05','216e48fb11f39d4078e4e4f8dc3fbc91');
INSERT INTO "versions" VALUES(4,4,'05e4491434528c3d2a40a9aa9b2e1142fcc9637833d82e54ad38ae886d4259b6','Нужны 5 швей',NULL,NULL,NULL,'2026-03-02T12:00:00Z',NULL,'2026-03-12T09:00:00Z',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'export',1,'2026-11-27T22:46:15Z','{"facts":[],"id":3,"text":"Нужны 5 швей"}','a889fa00ccf490a5de85d694622e3589ff5cd90bf351e69df7e0ecce62a224c2','df6e7cfc8a7caf2d2aed39b5df85b276');
INSERT INTO "versions" VALUES(5,5,'05e4491434528c3d2a40a9aa9b2e1142fcc9637833d82e54ad38ae886d4259b6','Нужны 5 швей',NULL,NULL,NULL,'2026-03-02T13:00:00Z',NULL,'2026-03-12T09:00:00Z',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'export',1,'2026-11-27T22:46:15Z','{"facts":[],"id":4,"text":"Нужны 5 швей"}','d9274e86e380a270f6da75d68b2d60a2fd912271d071fb58f3b003ba1651c801','df2a48db738a9e9fd09053a2e5f3b241');
INSERT INTO "versions" VALUES(6,6,'05e4491434528c3d2a40a9aa9b2e1142fcc9637833d82e54ad38ae886d4259b6','Нужны 5 швей',NULL,NULL,NULL,'2026-03-02T14:00:00Z',NULL,'2026-03-12T09:00:00Z',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'export',1,'2026-11-27T22:46:15Z','{"facts":[],"id":5,"text":"Нужны 5 швей"}','de01cf22f5f00263fa685a2f4d5a2e22cd965b0c21935ce1025888d81a0d91bb','7e6871eec94510bda2b2e7d5b64d9ceb');
INSERT INTO "versions" VALUES(7,2,'3d7ee790d4018ea11f676ca179ab2f0a65176718f69f36c7f7cf4487b9b8ba5d','Нужны 6 швей',NULL,NULL,NULL,'2026-03-02T10:00:00Z',NULL,'2026-03-22T09:00:00Z',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'export',2,'2026-11-27T22:46:15Z','{"facts":[],"id":1,"text":"Нужны 6 швей"}','d1ae99b963f51b4869f6a631cc7a80703e7118da39f1e668025ac7d08112f2db','9d03c6a49904b5fe764a776ddc5e4fd6');
INSERT INTO "versions" VALUES(8,3,'3d7ee790d4018ea11f676ca179ab2f0a65176718f69f36c7f7cf4487b9b8ba5d','Нужны 6 швей',NULL,NULL,NULL,'2026-03-02T11:00:00Z',NULL,'2026-03-22T09:00:00Z',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'export',2,'2026-11-27T22:46:15Z','{"facts":[],"id":2,"text":"Нужны 6 швей"}','b4f7569d2ddaed4047f6d43a74e5a8e5810b6e39d118f5bf2bc51c053e9c7847','ccd5d05c6cb5f945c21ba333584efe12');
INSERT INTO "versions" VALUES(9,4,'3d7ee790d4018ea11f676ca179ab2f0a65176718f69f36c7f7cf4487b9b8ba5d','Нужны 6 швей',NULL,NULL,NULL,'2026-03-02T12:00:00Z',NULL,'2026-03-22T09:00:00Z',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'export',2,'2026-11-27T22:46:15Z','{"facts":[],"id":3,"text":"Нужны 6 швей"}','031b5c7a97c40242e766338df1394a3eb066cfc03c51ba8e3d361b5498517dcd','d19e9d368acdb63a13c78fb89dea3838');
INSERT INTO "versions" VALUES(10,6,'3d7ee790d4018ea11f676ca179ab2f0a65176718f69f36c7f7cf4487b9b8ba5d','Нужны 6 швей',NULL,NULL,NULL,'2026-03-02T14:00:00Z',NULL,'2026-03-22T09:00:00Z',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'export',2,'2026-11-27T22:46:15Z','{"facts":[],"id":5,"text":"Нужны 6 швей"}','cae1f0b8e3a5e4b716f967ede191ffbda5b4abce8c8c45c1fd4640b101b473e3','2b3e81f6e71a2cf7f6ccc975ff70b68a');
INSERT INTO "versions" VALUES(11,7,'05e4491434528c3d2a40a9aa9b2e1142fcc9637833d82e54ad38ae886d4259b6','Нужны 5 швей',NULL,NULL,NULL,'2026-03-02T10:00:00Z',NULL,'2026-03-11T09:00:00Z',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'export',2,'2026-11-27T22:46:15Z','{"facts":[],"id":1,"text":"Нужны 5 швей"}','0e05745c01f01f5b1ad821f3d7378f150ce5cf539606f8fa927aeeab921ee300','ec9b8f186fe468d8f2ee581123f951e3');
CREATE UNIQUE INDEX "idx__sqlite_migrations_migration_set_name"
    ON "_sqlite_migrations" ("migration_set", "name");
CREATE INDEX posts_date ON posts (date, channel_id, post_id);
CREATE INDEX posts_missing ON posts (channel_id, post_id) WHERE missing_since IS NOT NULL;
CREATE INDEX observations_post ON observations (post);
CREATE INDEX observations_run ON observations (run);
CREATE INDEX coverage_channel ON coverage (channel_id, to_date);
CREATE INDEX disappearances_post ON disappearances (post);
CREATE INDEX extractions_key ON extractions (text_key) WHERE is_request;
CREATE INDEX requests_role ON requests (role);
CREATE INDEX request_regions_iso ON request_regions (iso);
CREATE TRIGGER archive_no_update BEFORE UPDATE ON archive WHEN 1 BEGIN SELECT RAISE(ABORT, 'archive is append-only'); END;
CREATE TRIGGER archive_no_delete BEFORE DELETE ON archive WHEN 1 BEGIN SELECT RAISE(ABORT, 'archive is append-only'); END;
CREATE TRIGGER archive_no_replace BEFORE INSERT ON archive WHEN EXISTS (SELECT 1 FROM archive WHERE id = NEW.id) BEGIN SELECT RAISE(ABORT, 'archive is append-only'); END;
CREATE TRIGGER journal_no_update BEFORE UPDATE ON journal WHEN 1 BEGIN SELECT RAISE(ABORT, 'journal is append-only'); END;
CREATE TRIGGER journal_no_delete BEFORE DELETE ON journal WHEN 1 BEGIN SELECT RAISE(ABORT, 'journal is append-only'); END;
CREATE TRIGGER journal_no_replace BEFORE INSERT ON journal WHEN EXISTS (SELECT 1 FROM journal WHERE seq = NEW.seq) BEGIN SELECT RAISE(ABORT, 'journal is append-only'); END;
CREATE TRIGGER versions_no_update BEFORE UPDATE ON versions WHEN 1 BEGIN SELECT RAISE(ABORT, 'versions is append-only'); END;
CREATE TRIGGER versions_no_delete BEFORE DELETE ON versions WHEN 1 BEGIN SELECT RAISE(ABORT, 'versions is append-only'); END;
CREATE TRIGGER versions_no_replace BEFORE INSERT ON versions WHEN EXISTS (SELECT 1 FROM versions WHERE id = NEW.id) OR EXISTS (SELECT 1 FROM versions WHERE post = NEW.post AND identity = NEW.identity) BEGIN SELECT RAISE(ABORT, 'versions is append-only'); END;
CREATE TRIGGER observations_no_update BEFORE UPDATE ON observations WHEN 1 BEGIN SELECT RAISE(ABORT, 'observations is append-only'); END;
CREATE TRIGGER observations_no_delete BEFORE DELETE ON observations WHEN 1 BEGIN SELECT RAISE(ABORT, 'observations is append-only'); END;
CREATE TRIGGER observations_no_replace BEFORE INSERT ON observations WHEN EXISTS (SELECT 1 FROM observations WHERE id = NEW.id) BEGIN SELECT RAISE(ABORT, 'observations is append-only'); END;
CREATE TRIGGER coverage_no_update BEFORE UPDATE ON coverage WHEN 1 BEGIN SELECT RAISE(ABORT, 'coverage is append-only'); END;
CREATE TRIGGER coverage_no_delete BEFORE DELETE ON coverage WHEN 1 BEGIN SELECT RAISE(ABORT, 'coverage is append-only'); END;
CREATE TRIGGER coverage_no_replace BEFORE INSERT ON coverage WHEN EXISTS (SELECT 1 FROM coverage WHERE id = NEW.id) BEGIN SELECT RAISE(ABORT, 'coverage is append-only'); END;
CREATE TRIGGER disappearances_no_update BEFORE UPDATE ON disappearances WHEN 1 BEGIN SELECT RAISE(ABORT, 'disappearances is append-only'); END;
CREATE TRIGGER disappearances_no_delete BEFORE DELETE ON disappearances WHEN 1 BEGIN SELECT RAISE(ABORT, 'disappearances is append-only'); END;
CREATE TRIGGER disappearances_no_replace BEFORE INSERT ON disappearances WHEN EXISTS (SELECT 1 FROM disappearances WHERE id = NEW.id) BEGIN SELECT RAISE(ABORT, 'disappearances is append-only'); END;
CREATE TRIGGER runs_end_once BEFORE UPDATE ON runs
    WHEN OLD.finished IS NOT NULL OR OLD.started != NEW.started OR OLD.nonce != NEW.nonce
    BEGIN SELECT RAISE(ABORT, 'a run ends once'); END;
CREATE TRIGGER runs_no_delete BEFORE DELETE ON runs
    BEGIN SELECT RAISE(ABORT, 'runs are not removed'); END;
COMMIT;
