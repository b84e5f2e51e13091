BEGIN TRANSACTION;
CREATE TABLE "_sqlite_migrations" (
   "id" INTEGER PRIMARY KEY,
   "migration_set" TEXT,
   "name" TEXT,
   "applied_at" TEXT
);
INSERT INTO "_sqlite_migrations" VALUES(1,'headcount','m001_archive','2026-11-27 23:36:12.849061+00:00');
INSERT INTO "_sqlite_migrations" VALUES(2,'headcount','m002_removals','2026-11-27 23:36:12.850468+00:00');
CREATE TABLE archive (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    uuid TEXT NOT NULL,
    created TEXT NOT NULL,
    key_fingerprint TEXT NOT NULL,
    nonce TEXT NOT NULL
) STRICT;
INSERT INTO "archive" VALUES(1,'ad1156a9-2cfc-468e-bc6c-710e1921d8a0','2026-11-27T23:36:12Z','596ada4fa9d9303c','32d47d180e337784b9f1ed011686ca37');
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
INSERT INTO "channels" VALUES(77,NULL,'Channel 77','channel',NULL,0,'flood','2026-11-27T23:36:12Z','2026-03-02T09:00:00Z','2026-11-27T23:36:12Z','0aa27b98753ff04bd2b002cecd479089');
INSERT INTO "channels" VALUES(88,NULL,'Channel 88','channel',NULL,0,NULL,NULL,'2026-03-02T09:00:00Z','2026-11-27T23:36:12Z','4e5817b05080538e00b1b2db7c8f8990');
INSERT INTO "channels" VALUES(1234500001,NULL,'Channel 1234500001','channel',NULL,0,NULL,NULL,'2026-03-02T09:00:00Z','2026-11-27T23:36:12Z','a5cd07cb81ad2bb3cd416df2a14de965');
CREATE TABLE checksums (
        name TEXT PRIMARY KEY,
        sha256 TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;
INSERT INTO "checksums" VALUES('_sqlite_migrations','7ff3aec38b3820ad025466aa3f39092dc71d995601f666a29589e82805f90e4a');
INSERT INTO "checksums" VALUES('channels','2f19ae7586276f58c98dc7bf9ae3c7e57b917b7e1d97815d80834bdb073aa49c');
INSERT INTO "checksums" VALUES('parsers','b4889509b6dc8cd1e2312b72c1c09158c17a6fb630b4400e97b100fb9fdba026');
INSERT INTO "checksums" VALUES('peers','992308bf3af2e59895526a8ecb36f10e2e91e3e9f4b6224b0396158f7742bf97');
INSERT INTO "checksums" VALUES('unread','b7943eeb12f86746e606b10d5eec3a33e83f3291d6e85820c88c5df86d82ccfb');
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
INSERT INTO "coverage" VALUES(1,1234500001,1,'export',1,5,'2026-03-02T10:00:00Z','2026-03-02T14:00:00Z','2026-03-12T09:00:00Z','2026-11-27T23:36:12Z','0d1931784dfb287bca3de411b1e597da');
INSERT INTO "coverage" VALUES(2,1234500001,2,'export',1,5,'2026-03-02T10:00:00Z','2026-03-02T14:00:00Z','2026-03-22T09:00:00Z','2026-11-27T23:36:12Z','2d38b69f2d21c482705e39c80da7498f');
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
INSERT INTO "disappearances" VALUES(1,5,2,'2026-11-27T23:36:12Z','2026-03-22T09:00:00Z','absent from export','b9959edd606a938555d73e8b214b8e7a');
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
INSERT INTO "journal" VALUES(1,'2026-11-27T23:36:12Z','archive',1,'ad1156a9-2cfc-468e-bc6c-710e1921d8a0','1de1beb33870511ada50d3d3167eb128de5707c919f760fa2743fb75b5829fd2','2bf1cb2028b4df82ebad76970c5f4bcb0b736f0bd96bdad352256a8b04578b2a');
INSERT INTO "journal" VALUES(2,'2026-11-27T23:36:12Z','run',1,'import','ec7f3af827561ae3f80c85ae035b459972edc36048b39a3d796a84e324778c9b','49b515a61eede88e19b58b791e6510072fe518d98b171a453eb70b81ffadd956');
INSERT INTO "journal" VALUES(3,'2026-11-27T23:36:12Z','channel',1234500001,'1234500001','defbfbf2dda46800043472c0502e8799c0e57ea4421e8754aed8e57f2ed2a48e','38259e70d032de9a9578202a5881a9786759ed6ece2fcd86a1957e707ea1a2e3');
INSERT INTO "journal" VALUES(4,'2026-11-27T23:36:12Z','version',1,'1234500001/10','81bad08676dbce3344e9e5568bc6e4585fbca98155e8a34f23848e7cdf388a79','53a852624eb1f11595ca53e7bcde2c39f4773bdc5fc1095036da5d70ce30dd1d');
INSERT INTO "journal" VALUES(5,'2026-11-27T23:36:12Z','version',2,'1234500001/1','3505fdfebb0b2bf9f68fb79bd63e0a0596ba795601cf1a5ea0f3de38a26c2e50','5c22b22cd232508c85cf309c836eed973362c936101f95b8488cc33ea87bcfb6');
INSERT INTO "journal" VALUES(6,'2026-11-27T23:36:12Z','version',3,'1234500001/2','8509365d1b036bf91a09453aaa1b8d41a242282badb60fda674f3113a5c11433','87e8629f7b05c121ee1e8ee26af797c552a037db598b2c51d492e304bd63bb36');
INSERT INTO "journal" VALUES(7,'2026-11-27T23:36:12Z','version',4,'1234500001/3','5d41877a20dbd84bf97e8572e8315efc15b007b0a48033e03e0afe5abe0323a5','7123a0d2c0c334cc8b55d4081a82a37e246993f50f9e14dd7afa9aa4084f693f');
INSERT INTO "journal" VALUES(8,'2026-11-27T23:36:12Z','version',5,'1234500001/4','0844aefb1617e8fa81d534e7cfdbfa203891bce1c57b7dcbd070eec5fda831d3','e86057caea6f79c435dafacad57183ec8ff6c37fe734a771246aa27581d25cb2');
INSERT INTO "journal" VALUES(9,'2026-11-27T23:36:12Z','version',6,'1234500001/5','b454df33ea8c672ce4c1105cb423ea9511d1edb56e8e11e654e09461bc274ff5','dec24b0cf63d3b3245ea0d8cd1501f859210266b9284396ce28f7e6d079f699d');
INSERT INTO "journal" VALUES(10,'2026-11-27T23:36:12Z','coverage',1,'1234500001','73737a2da61076481239f813a7db2a79d8b88c5a425d84d77dd3c7bfc414fbc6','9d4666b3906e3a378610bbae8e9cd0ff93e2bc1050bcbad953b4bc3c6833c465');
INSERT INTO "journal" VALUES(11,'2026-11-27T23:36:12Z','observations',1,'1234500001','05d1821458cc92b8e719d98e2e6b4b4be60b69ecf809e0d812e2edbcbfc49c7f','983abcaa1e8e61529013149d578f2b2e61dcf0042c5a08862aed8d465fd6ede0');
INSERT INTO "journal" VALUES(12,'2026-11-27T23:36:12Z','run-end',1,'import','ec8a391df446f3ea5e9f834a8832804140f191f07264edc2ac4a757e03b2d943','379200323399626cb950c37edc3487b80b28f5af3553385c4c9228947c7110f7');
INSERT INTO "journal" VALUES(13,'2026-11-27T23:36:12Z','run',2,'import','4df1b523a09ed60d4684f2314e08256c07f0b9038e116319e5d1ae47993ba9e1','10f9bd10994efeb89004a96ee9e042d472d378bb5af98482680a6719b0cebbe4');
INSERT INTO "journal" VALUES(14,'2026-11-27T23:36:12Z','version',7,'1234500001/1','0a7e947716e53bc9363bc43bced808424df03e9addc4b3447601b3761ad257d4','e7076f780ab0069eeb0415aea396922bcaa2123b0c73faad3631930a10c515a8');
INSERT INTO "journal" VALUES(15,'2026-11-27T23:36:12Z','version',8,'1234500001/2','d29bec37f4fb7c347c61036683743fa2ff95f57f9f2b64878b4b97d1f4e1119f','3418b9c78d745af3544b93007ef2752d078fb97c67a255bfec4b90d297232778');
INSERT INTO "journal" VALUES(16,'2026-11-27T23:36:12Z','version',9,'1234500001/3','a6c7932ad7f47ddadd66114b74fd3f40fd050e6063fa572860256b61489f489d','445466fdcf1c1e526274a61fce2ef1af5e8bbd6d041222c571b1a714f15038f6');
INSERT INTO "journal" VALUES(17,'2026-11-27T23:36:12Z','version',10,'1234500001/5','1f7d751df0924fa1d8fbad5e06c0da0e8ae6eef7e1a0f60dff5e49816d836cb3','c85a9103144d6dd08608a227fc3c0ce53fc7bef7b8decd7cba6262e221d2f92c');
INSERT INTO "journal" VALUES(18,'2026-11-27T23:36:12Z','coverage',2,'1234500001','7b625a80e8b4a3924567c817f97f87e15444878c71a0e0677052c5bfd0e171ac','80eafa94b33c4fc557ea3ed5b8032c23fd3310e9bc2ce76dc47c2ed82f1af75f');
INSERT INTO "journal" VALUES(19,'2026-11-27T23:36:12Z','disappearance',1,'1234500001/4','0719ad7bd95bbde0c9fdafff04e1200b69b328dbcf551649311f190edd815a2e','a6ff12494b600100915bac28f4ceb1d0cfebbd4ee3191e97a67bec7a9eb576be');
INSERT INTO "journal" VALUES(20,'2026-11-27T23:36:12Z','channel',77,'77','7cce256ab2250d1a3e2bdaeea8a696507c9f8a01a75c1c34d4a5ff1634e72691','4837630ade1013a682885a1ffdd2d545dfb25a37b7e7367b9d9ca53443671ee2');
INSERT INTO "journal" VALUES(21,'2026-11-27T23:36:12Z','version',11,'77/1','d3b5f0ca7e476ba8d9e7fad3b7989526ef497a8c3f9332fe6e8458c17a934150','dc564d2bb387db77f3f4ee8ff2ae5a25b93f599da9f7b40d66f0950b835902e0');
INSERT INTO "journal" VALUES(22,'2026-11-27T23:36:12Z','observations',2,'1234500001','a8670e96bd4e96ca126de94f67e54a431b550cde7e6ad7510194a800a88bf417','07717e3857d881ce13ff020d08fb41b00cf6168881fb850d822e0ef1fabaa80b');
INSERT INTO "journal" VALUES(23,'2026-11-27T23:36:12Z','run-end',2,'import','7af2e608bdff49e3bbf050ae51871391d3a02e901251b7dbf68500ea6110abe4','7bb5274c0913c9a1bb619d6364259a7814e67d79fec8b349fd0192f47e0d7207');
INSERT INTO "journal" VALUES(24,'2026-11-27T23:36:12Z','run',3,'import','a2a95706b18efe8b8fc2821cb230622d5329f7600aab7c7ec4e4a5a2198bec48','092839434ceefa0b089294c9f79d1e33306e92cea40ee469dce4016347d792be');
INSERT INTO "journal" VALUES(25,'2026-11-27T23:36:12Z','channel',88,'88','9e23cccf1e4bcd958f02839d7b4f714922bcc1645c5d3765c10f7fb822890533','53278b056b7d1bde08da98fc6e334cd16b52967a822732e40937712fd0f223fa');
INSERT INTO "journal" VALUES(26,'2026-11-27T23:36:12Z','version',12,'88/1','c1ca8372c08ceee1567ba84132a67dde79a2124160a05ee420e54c7a13d4e7c7','986bbcdca09da516e67aaa31f8e718cb0b2179e04893b1a773759d49e5982277');
INSERT INTO "journal" VALUES(27,'2026-11-27T23:36:12Z','version',13,'88/2','2d8e0670e3a8fd43213078508f9a7d59093f91b5e617344e0e31ce04411c2637','6e1d802b5cc8a18117c2babf755e42dab80da9778b317da47277b0d6f699bd34');
INSERT INTO "journal" VALUES(28,'2026-11-27T23:36:12Z','channel',99,'99','0853d839a1ba1962ee2f34d46593c49a67675408562ba899eb8022850b40387b','4ec14afa2ef674eb8b23848bb39ce244ea5f32a99d0ec5950dd6c0a85e9dd268');
INSERT INTO "journal" VALUES(29,'2026-11-27T23:36:12Z','version',14,'99/1','9bdbb4374caf31a0111dde9170893cea29d0547530589effc92763a08e666ce5','f207732872117a5bf09e3e3857fc84de78c536761de88c5f7b0f3659e00bef18');
INSERT INTO "journal" VALUES(30,'2026-11-27T23:36:12Z','observations',3,'88','97e85ce1e2eba5dfd2b3a02091f0a3c64a666c70a054b23bdb51eb255aa9b938','3081ed3832ea04e8b199f566228d715162ff466a8005beaca9100c4297358305');
INSERT INTO "journal" VALUES(31,'2026-11-27T23:36:12Z','run-end',3,'import','78b6d2ce62a236991da223cbf4f61279b8e7d4c4c2d482a98389a60ffdcf4114','57415916ee5ebc879f716fa6398557e78569683b2b05d48ef8cf678cf419bba5');
INSERT INTO "journal" VALUES(32,'2026-11-27T23:36:12Z','redaction',1,'88/1','3e8e1e289846fd591124b1aaabf5abb99fcf018efc0826ccdaec179b9bb30844','d8afe52c2d553400a5c137dbaed7a9c88e85fb587fba071b1b7597bcaf884df4');
INSERT INTO "journal" VALUES(33,'2026-11-27T23:36:12Z','forgotten',2,'99','388bd3aeb90d45e1b767dcf0ae37d8d25d681e1bc17371e3187198b2b8d6e57e','50b1ff19695c9cac163f0da9694136391c9dd648426f015824d00a2ec44ff2d8');
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
INSERT INTO "observations" VALUES(1,1,1,'2026-03-02T19:00:00Z','2026-03-08T09:00:00Z','2026-03-08T09:00:00Z',NULL,'p_1',3,'84','Other',NULL,NULL,NULL,NULL,'export',1,'2026-11-27T23:36:12Z','{"facts":[["album","84"],["edited","2026-03-08 09:00:00+00:00"],["forwarded_from","Other"],["media","photo"],["poll","Кто?"],["reply_to","3"],["sender","p_1"]],"id":10,"text":"полный"}','e151c139d78ab125e527583a853c23776daf0441bbc8e96f29cfbe7bb5862c1f','80891671e077f8babcfb00477da48a4e','c4c45af37d0576640739f7dd9051abdea9af666fee0264a4e7190f2f882288b5');
INSERT INTO "observations" VALUES(2,2,7,'2026-03-02T10:00:00Z',NULL,'2026-03-23T09:00:00Z',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,4,'export',2,'2026-11-27T23:36:12Z','{"facts":[["reactions","4"]],"id":1,"text":"Нужны 6 швей"}','347a9507b53048873448e5fba6bb7702f52bb6e3b25a408cab1b0d73ead801df','15f42e98e28123bbd2dc829e106ddb83','f6be4d0f86c1ee2e460d16f4614591e94294cf7c01ecb3ba54ce98b1ee70d7cd');
INSERT INTO "observations" VALUES(3,3,3,'2026-03-02T11:00:00Z',NULL,'2026-03-24T09:00:00Z',NULL,NULL,NULL,NULL,NULL,7,2,1,NULL,'telegram',2,'2026-11-27T23:36:12Z','{"facts":[["forwards","2"],["replies","1"],["views","7"]],"id":2,"text":"Нужны 5 швей"}','08b8a59f9198a0ea7e71b60a95b3f1361a6c82acfc88a5f340fd126c1937705e','f24ed6ad90a3feba0ceea59d00cefd74','d796aedca9b4386d7bc1256b3315c3534090aea79f3f4d9a23bb0f61f9970784');
INSERT INTO "observations" VALUES(5,9,13,'2026-03-02T11:00:00Z',NULL,'2026-03-12T09:00:00Z',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,5,'export',3,'2026-11-27T23:36:12Z','{"facts":[["reactions","5"]],"id":2,"text":"Нужны 5 швей"}','b7a4eefbd31c425c9a6d740445cff6498fb19fc93373d05090dcef7adf92bd7b','933d283c1a19a43e0c8043eecee1b987','9ad8bc5b7c05db2df3afb0126fdd61189061b13fa46d9bfc5b9494388b696816');
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
INSERT INTO "posts" VALUES(1,1234500001,10,'2026-03-02T19:00:00Z','2026-03-08T09:00:00Z','2026-03-08T09:00:00Z','2026-03-08T09:00:00Z',1,1,'photo','pin','p_1',3,'84','Other',NULL,NULL,NULL,NULL,'export','2026-11-27T23:36:12Z',NULL);
INSERT INTO "posts" VALUES(2,1234500001,1,'2026-03-02T10:00:00Z',NULL,'2026-03-23T09:00:00Z','2026-03-23T09:00:00Z',7,2,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,4,'export','2026-11-27T23:36:12Z',NULL);
INSERT INTO "posts" VALUES(3,1234500001,2,'2026-03-02T11:00:00Z',NULL,'2026-03-24T09:00:00Z','2026-03-24T09:00:00Z',3,2,NULL,NULL,NULL,NULL,NULL,NULL,7,2,1,NULL,'telegram','2026-11-27T23:36:12Z',NULL);
INSERT INTO "posts" VALUES(4,1234500001,3,'2026-03-02T12:00:00Z',NULL,'2026-03-22T09:00:00Z','2026-03-22T09:00:00Z',9,2,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'export','2026-11-27T23:36:12Z',NULL);
INSERT INTO "posts" VALUES(5,1234500001,4,'2026-03-02T13:00:00Z',NULL,'2026-03-12T09:00:00Z','2026-03-12T09:00:00Z',5,1,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'export','2026-11-27T23:36:12Z','2026-11-27T23:36:12Z');
INSERT INTO "posts" VALUES(6,1234500001,5,'2026-03-02T14:00:00Z',NULL,'2026-03-22T09:00:00Z','2026-03-22T09:00:00Z',10,2,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'export','2026-11-27T23:36:12Z',NULL);
INSERT INTO "posts" VALUES(7,77,1,'2026-03-02T10:00:00Z',NULL,'2026-03-11T09:00:00Z','2026-03-11T09:00:00Z',11,1,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'export','2026-11-27T23:36:12Z',NULL);
INSERT INTO "posts" VALUES(9,88,2,'2026-03-02T11:00:00Z',NULL,'2026-03-12T09:00:00Z','2026-03-12T09:00:00Z',13,1,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,5,'export','2026-11-27T23:36:12Z',NULL);
CREATE TABLE removals (
        id INTEGER PRIMARY KEY,
        channel_id INTEGER NOT NULL,
        post_id INTEGER,
        at TEXT NOT NULL,
        why TEXT,
        program TEXT NOT NULL,
        posts INTEGER NOT NULL,
        versions INTEGER NOT NULL,
        observations INTEGER NOT NULL,
        last_post INTEGER NOT NULL,
        last_version INTEGER NOT NULL,
        last_observation INTEGER NOT NULL,
        last_coverage INTEGER NOT NULL,
        last_disappearance INTEGER NOT NULL,
        nonce TEXT NOT NULL
    ) STRICT;
INSERT INTO "removals" VALUES(1,88,1,'2026-11-27T23:36:12Z','asked for','headcount test',1,1,1,10,14,5,2,1,'e2e84178dcf5fd934adedb9ba71dc19f');
INSERT INTO "removals" VALUES(2,99,NULL,'2026-11-27T23:36:12Z',NULL,'headcount test',1,1,0,10,14,5,2,1,'96c183ec342128deb6386b7b2a4710bd');
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
INSERT INTO "runs" VALUES(1,'import','headcount test','[]','2026-11-27T23:36:12Z','2026-11-27T23:36:12Z','ok','{}','[]','20f53f7e3d7f1c80350b21fe2e0a8c89');
INSERT INTO "runs" VALUES(2,'import','headcount test','[]','2026-11-27T23:36:12Z','2026-11-27T23:36:12Z','ok','{}','[]','f03e52da3cd97a2a6aff0ac5b3480606');
INSERT INTO "runs" VALUES(3,'import','headcount test','[]','2026-11-27T23:36:12Z','2026-11-27T23:36:12Z','ok','{}','[]','45b78cecccedaabaf6532b5500e26bed');
CREATE TABLE unread (
    name TEXT PRIMARY KEY COLLATE NOCASE,
    channel_id INTEGER REFERENCES channels(id),
    why_not TEXT NOT NULL,
    since TEXT NOT NULL
) STRICT;
INSERT INTO "unread" VALUES('lost_jobs',NULL,'private','2026-11-27T23:36:12Z');
INSERT INTO "unread" VALUES('other_jobs',77,'flood','2026-11-27T23:36:12Z');
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
INSERT INTO "versions" VALUES(1,1,'210b9223dfa12d95661cf4e11e427783affbc96a3c4492d9e0ca18776e79d878','полный',NULL,'Кто?','photo','2026-03-02T19:00:00Z',NULL,'2026-03-07T09:00:00Z','pin','p_1',3,'84','Other',NULL,NULL,NULL,NULL,'export',1,'2026-11-27T23:36:12Z','{"facts":[["album","84"],["forwarded_from","Other"],["media","photo"],["poll","Кто?"],["reply_to","3"],["sender","p_1"],["service","pin"]],"id":10,"text":"полный"}','635230d45d7d779defcf0d75cbdab641e1a7dde7eb4da76728facef6836b8325','0363e96c60467ca4234e7c3ab1951ee0');
INSERT INTO "versions" VALUES(2,2,'05e4491434528c3d2a40a9aa9b2e1142fcc9637833d82e54ad38ae886d4259b6','Нужны 5 швей',NULL,NULL,NULL,'2026-03-02T10:00:00Z',NULL,'2026-03-12T09:00:00Z',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'export',1,'2026-11-27T23:36:12Z','{"facts":[],"id":1,"text":"Нужны 5 швей"}','0e05745c01f01f5b1ad821f3d7378f150ce5cf539606f8fa927aeeab921ee300','88c32ff53d42e9f8af6edc4bf323514f');
INSERT INTO "versions" VALUES(3,3,'05e4491434528c3d2a40a9aa9b2e1142fcc9637833d82e54ad38ae886d4259b6','Нужны 5 швей',NULL,NULL,NULL,'2026-03-02T11:00:00Z',NULL,'2026-03-12T09:00:00Z',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'export',1,'2026-11-27T23:36:12Z','{"facts":[],"id":2,"text":"Нужны 5 швей"}','74d77f4b8814627702290934b804034e3a2906dbc442101fa2e47c4d789c6a05','11f68286181797bff0b7833e7edb3c16');
INSERT INTO "versions" VALUES(4,4,'05e4491434528c3d2a40a9aa9b2e1142fcc9637833d82e54ad38ae886d4259b6','Нужны 5 швей',NULL,NULL,NULL,'2026-03-02T12:00:00Z',NULL,'2026-03-12T09:00:00Z',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'export',1,'2026-11-27T23:36:12Z','{"facts":[],"id":3,"text":"Нужны 5 швей"}','a889fa00ccf490a5de85d694622e3589ff5cd90bf351e69df7e0ecce62a224c2','3ed8987202bcf765dcfdc978ee3bb28c');
INSERT INTO "versions" VALUES(5,5,'05e4491434528c3d2a40a9aa9b2e1142fcc9637833d82e54ad38ae886d4259b6','Нужны 5 швей',NULL,NULL,NULL,'2026-03-02T13:00:00Z',NULL,'2026-03-12T09:00:00Z',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'export',1,'2026-11-27T23:36:12Z','{"facts":[],"id":4,"text":"Нужны 5 швей"}','d9274e86e380a270f6da75d68b2d60a2fd912271d071fb58f3b003ba1651c801','26d3de9616a436ae552d925ec0bcf77e');
INSERT INTO "versions" VALUES(6,6,'05e4491434528c3d2a40a9aa9b2e1142fcc9637833d82e54ad38ae886d4259b6','Нужны 5 швей',NULL,NULL,NULL,'2026-03-02T14:00:00Z',NULL,'2026-03-12T09:00:00Z',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'export',1,'2026-11-27T23:36:12Z','{"facts":[],"id":5,"text":"Нужны 5 швей"}','de01cf22f5f00263fa685a2f4d5a2e22cd965b0c21935ce1025888d81a0d91bb','0b6ae858289b33262cd6e5417cb3a8af');
INSERT INTO "versions" VALUES(7,2,'3d7ee790d4018ea11f676ca179ab2f0a65176718f69f36c7f7cf4487b9b8ba5d','Нужны 6 швей',NULL,NULL,NULL,'2026-03-02T10:00:00Z',NULL,'2026-03-22T09:00:00Z',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'export',2,'2026-11-27T23:36:12Z','{"facts":[],"id":1,"text":"Нужны 6 швей"}','d1ae99b963f51b4869f6a631cc7a80703e7118da39f1e668025ac7d08112f2db','0d6dfc65744afab415ae1104898f7224');
INSERT INTO "versions" VALUES(8,3,'3d7ee790d4018ea11f676ca179ab2f0a65176718f69f36c7f7cf4487b9b8ba5d','Нужны 6 швей',NULL,NULL,NULL,'2026-03-02T11:00:00Z',NULL,'2026-03-22T09:00:00Z',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'export',2,'2026-11-27T23:36:12Z','{"facts":[],"id":2,"text":"Нужны 6 швей"}','b4f7569d2ddaed4047f6d43a74e5a8e5810b6e39d118f5bf2bc51c053e9c7847','4d4cc8e0877e6e68418f7f1d6eb732e3');
INSERT INTO "versions" VALUES(9,4,'3d7ee790d4018ea11f676ca179ab2f0a65176718f69f36c7f7cf4487b9b8ba5d','Нужны 6 швей',NULL,NULL,NULL,'2026-03-02T12:00:00Z',NULL,'2026-03-22T09:00:00Z',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'export',2,'2026-11-27T23:36:12Z','{"facts":[],"id":3,"text":"Нужны 6 швей"}','031b5c7a97c40242e766338df1394a3eb066cfc03c51ba8e3d361b5498517dcd','036a78232ad0221647c8c2627f212386');
INSERT INTO "versions" VALUES(10,6,'3d7ee790d4018ea11f676ca179ab2f0a65176718f69f36c7f7cf4487b9b8ba5d','Нужны 6 швей',NULL,NULL,NULL,'2026-03-02T14:00:00Z',NULL,'2026-03-22T09:00:00Z',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'export',2,'2026-11-27T23:36:12Z','{"facts":[],"id":5,"text":"Нужны 6 швей"}','cae1f0b8e3a5e4b716f967ede191ffbda5b4abce8c8c45c1fd4640b101b473e3','990d6739ac938a1c8225b6f61caa6135');
INSERT INTO "versions" VALUES(11,7,'05e4491434528c3d2a40a9aa9b2e1142fcc9637833d82e54ad38ae886d4259b6','Нужны 5 швей',NULL,NULL,NULL,'2026-03-02T10:00:00Z',NULL,'2026-03-11T09:00:00Z',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'export',2,'2026-11-27T23:36:12Z','{"facts":[],"id":1,"text":"Нужны 5 швей"}','0e05745c01f01f5b1ad821f3d7378f150ce5cf539606f8fa927aeeab921ee300','a6be3d0d8eb411e905d5bfd1839b1780');
INSERT INTO "versions" VALUES(13,9,'05e4491434528c3d2a40a9aa9b2e1142fcc9637833d82e54ad38ae886d4259b6','Нужны 5 швей',NULL,NULL,NULL,'2026-03-02T11:00:00Z',NULL,'2026-03-11T09:00:00Z',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'export',3,'2026-11-27T23:36:12Z','{"facts":[],"id":2,"text":"Нужны 5 швей"}','74d77f4b8814627702290934b804034e3a2906dbc442101fa2e47c4d789c6a05','4c86022b0610179501193d3383e203ec');
CREATE TABLE withheld (
        id INTEGER PRIMARY KEY,
        run INTEGER NOT NULL REFERENCES runs(id),
        channel_id INTEGER NOT NULL,
        commitment TEXT NOT NULL
    ) STRICT;
INSERT INTO "withheld" VALUES(4,3,88,'ee85aaacd8916b1c016c7e07b4d1f23e0e9afd880b3f2aaae8c7b065aa912a7c');
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
CREATE TRIGGER versions_no_replace BEFORE INSERT ON versions WHEN EXISTS (SELECT 1 FROM versions WHERE id = NEW.id) OR EXISTS (SELECT 1 FROM versions WHERE post = NEW.post AND identity = NEW.identity) BEGIN SELECT RAISE(ABORT, 'versions is append-only'); END;
CREATE TRIGGER observations_no_update BEFORE UPDATE ON observations WHEN 1 BEGIN SELECT RAISE(ABORT, 'observations is append-only'); END;
CREATE TRIGGER observations_no_replace BEFORE INSERT ON observations WHEN EXISTS (SELECT 1 FROM observations WHERE id = NEW.id) BEGIN SELECT RAISE(ABORT, 'observations is append-only'); END;
CREATE TRIGGER coverage_no_update BEFORE UPDATE ON coverage WHEN 1 BEGIN SELECT RAISE(ABORT, 'coverage is append-only'); END;
CREATE TRIGGER coverage_no_replace BEFORE INSERT ON coverage WHEN EXISTS (SELECT 1 FROM coverage WHERE id = NEW.id) BEGIN SELECT RAISE(ABORT, 'coverage is append-only'); END;
CREATE TRIGGER disappearances_no_update BEFORE UPDATE ON disappearances WHEN 1 BEGIN SELECT RAISE(ABORT, 'disappearances is append-only'); END;
CREATE TRIGGER disappearances_no_replace BEFORE INSERT ON disappearances WHEN EXISTS (SELECT 1 FROM disappearances WHERE id = NEW.id) BEGIN SELECT RAISE(ABORT, 'disappearances is append-only'); END;
CREATE TRIGGER runs_end_once BEFORE UPDATE ON runs
    WHEN OLD.finished IS NOT NULL OR OLD.started != NEW.started OR OLD.nonce != NEW.nonce
    BEGIN SELECT RAISE(ABORT, 'a run ends once'); END;
CREATE TRIGGER runs_no_delete BEFORE DELETE ON runs
    BEGIN SELECT RAISE(ABORT, 'runs are not removed'); END;
CREATE UNIQUE INDEX removals_post ON removals (channel_id, post_id) WHERE post_id IS NOT NULL;
CREATE INDEX withheld_run ON withheld (run, channel_id);
CREATE INDEX versions_wordless ON versions (post)
        WHERE text = '' AND media IS NOT NULL AND service IS NULL;
CREATE TRIGGER removals_no_update BEFORE UPDATE ON removals WHEN 1 BEGIN SELECT RAISE(ABORT, 'removals is append-only'); END;
CREATE TRIGGER removals_no_delete BEFORE DELETE ON removals WHEN 1 BEGIN SELECT RAISE(ABORT, 'removals is append-only'); END;
CREATE TRIGGER removals_no_replace BEFORE INSERT ON removals WHEN EXISTS (SELECT 1 FROM removals WHERE id = NEW.id) BEGIN SELECT RAISE(ABORT, 'removals is append-only'); END;
CREATE TRIGGER withheld_no_update BEFORE UPDATE ON withheld WHEN 1 BEGIN SELECT RAISE(ABORT, 'withheld is append-only'); END;
CREATE TRIGGER withheld_no_replace BEFORE INSERT ON withheld WHEN EXISTS (SELECT 1 FROM withheld WHERE id = NEW.id) BEGIN SELECT RAISE(ABORT, 'withheld is append-only'); END;
CREATE TRIGGER versions_no_delete BEFORE DELETE ON versions WHEN 1 BEGIN SELECT RAISE(ABORT, 'versions is append-only'); END;
CREATE TRIGGER observations_no_delete BEFORE DELETE ON observations WHEN 1 BEGIN SELECT RAISE(ABORT, 'observations is append-only'); END;
CREATE TRIGGER disappearances_no_delete BEFORE DELETE ON disappearances WHEN 1 BEGIN SELECT RAISE(ABORT, 'disappearances is append-only'); END;
CREATE TRIGGER coverage_no_delete BEFORE DELETE ON coverage WHEN 1 BEGIN SELECT RAISE(ABORT, 'coverage is append-only'); END;
CREATE TRIGGER withheld_no_delete BEFORE DELETE ON withheld WHEN 1 BEGIN SELECT RAISE(ABORT, 'withheld is append-only'); END;
COMMIT;
