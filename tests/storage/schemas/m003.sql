BEGIN TRANSACTION;
CREATE VIRTUAL TABLE search USING fts5(
        words, content='searched', content_rowid='recency', tokenize='ascii', detail=none, columnsize=0
    );
DELETE FROM "search_config";
DELETE FROM "search_data";
DELETE FROM "search_idx";
CREATE TABLE "_sqlite_migrations" (
   "id" INTEGER PRIMARY KEY,
   "migration_set" TEXT,
   "name" TEXT,
   "applied_at" TEXT
);
INSERT INTO "_sqlite_migrations" VALUES(1,'headcount','m001_archive','2026-11-28 01:48:12.952477+00:00');
INSERT INTO "_sqlite_migrations" VALUES(2,'headcount','m002_removals','2026-11-28 01:48:12.953408+00:00');
INSERT INTO "_sqlite_migrations" VALUES(3,'headcount','m003_beside','2026-11-28 01:48:12.955143+00:00');
CREATE TABLE alerts (
        id INTEGER PRIMARY KEY,
        alert TEXT NOT NULL,
        subject TEXT NOT NULL,
        week TEXT NOT NULL,
        at TEXT NOT NULL,
        content TEXT NOT NULL CHECK (json_valid(content)),
        to_print INTEGER NOT NULL CHECK (to_print IN (0, 1)),
        to_mail INTEGER NOT NULL CHECK (to_mail IN (0, 1)),
        UNIQUE (alert, subject)
    ) STRICT
    ;
INSERT INTO "alerts" VALUES(1,'швеи','77/1#1','2026-W10','2026-11-28T01:48:12Z','{"role": "sewing machine operator"}',1,1);
CREATE TABLE archive (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    uuid TEXT NOT NULL,
    created TEXT NOT NULL,
    key_fingerprint TEXT NOT NULL,
    nonce TEXT NOT NULL
) STRICT;
INSERT INTO "archive" VALUES(1,'936178e9-6942-4ac0-9854-fb73a3af3356','2026-11-28T01:48:12Z','38e522e6d78d92da','48ce8fe8fb2f8612e123731fc091a739');
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
INSERT INTO "channels" VALUES(77,NULL,'Channel 77','channel',NULL,0,'flood','2026-11-28T01:48:12Z','2026-03-02T09:00:00Z','2026-11-28T01:48:12Z','ba45c85ee6ea1c1fef0007bbcdf92833');
INSERT INTO "channels" VALUES(88,NULL,'Channel 88','channel',NULL,0,NULL,NULL,'2026-03-02T09:00:00Z','2026-11-28T01:48:12Z','37f2cde8f27f83adf96e29379fc756bc');
INSERT INTO "channels" VALUES(1234500001,NULL,'Channel 1234500001','channel',NULL,0,NULL,NULL,'2026-03-02T09:00:00Z','2026-11-28T01:48:12Z','442240e36414cef85feb5320ef7e6106');
CREATE TABLE checksums (
        name TEXT PRIMARY KEY,
        sha256 TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;
INSERT INTO "checksums" VALUES('_sqlite_migrations','22b53da05a70e94b3a4fc3c3009e61ba059191ce0e5076004c56d41075f75177');
INSERT INTO "checksums" VALUES('channels','87a270725bf17a7726aff3c78dc491ecf42e324b67e0a72b84ceb1bf4002e647');
INSERT INTO "checksums" VALUES('parsers','b4889509b6dc8cd1e2312b72c1c09158c17a6fb630b4400e97b100fb9fdba026');
INSERT INTO "checksums" VALUES('peers','992308bf3af2e59895526a8ecb36f10e2e91e3e9f4b6224b0396158f7742bf97');
INSERT INTO "checksums" VALUES('unread','38c597104c77aa2c246de14558d4512e57d8ed06f802e9afaf317dc5e9e1f372');
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
INSERT INTO "coverage" VALUES(1,1234500001,1,'export',1,5,'2026-03-02T10:00:00Z','2026-03-02T14:00:00Z','2026-03-12T09:00:00Z','2026-11-28T01:48:12Z','2a6d7e8ec14edb506a83bf5b579d485a');
INSERT INTO "coverage" VALUES(2,1234500001,2,'export',1,5,'2026-03-02T10:00:00Z','2026-03-02T14:00:00Z','2026-03-22T09:00:00Z','2026-11-28T01:48:12Z','2d4c1abee5dca140c2d3828563b4ce2c');
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
INSERT INTO "disappearances" VALUES(1,5,2,'2026-11-28T01:48:12Z','2026-03-22T09:00:00Z','absent from export','3fa8d5189b26d0852ca90fb30d3a7806');
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
INSERT INTO "extractions" VALUES(1,1,1,0.97,'ru',1,'key',0,'{"closed":true,"confidence":0.97,"hours":[],"is_request":true,"language":"ru","origins":[{"basis":"stated","iso":"KP","span":[20,24],"text":"КНДР"}],"pay":[],"regions":[{"iso":"RU-TVE","place":"Тверь","span":[14,19],"text":"Тверь"}],"requests":[{"confidence":0.95,"headcount_max":5,"headcount_min":5,"headcount_span":[6,7],"headcount_text":"5","isco08":"8153","regions":["RU-TVE"],"role":"sewing machine operator","role_span":[8,12],"role_text":"швей"},{"confidence":0.95,"headcount_max":5,"headcount_min":5,"headcount_span":[6,7],"headcount_text":"5","isco08":"8153","regions":["RU-MOW","RU-TVE"],"role":"cook","role_span":[8,12],"role_text":"швей"}]}','2ee8e4389cbca6f0a2d052a6abccb8713231f8480f209ae8828f957378fab7b9');
INSERT INTO "extractions" VALUES(2,1,1,0.97,'ru',1,'key',0,'{"closed":true,"confidence":0.97,"hours":[],"is_request":true,"language":"ru","origins":[{"basis":"stated","iso":"KP","span":[20,24],"text":"КНДР"}],"pay":[],"regions":[{"iso":"RU-TVE","place":"Тверь","span":[14,19],"text":"Тверь"}],"requests":[{"confidence":0.95,"headcount_max":5,"headcount_min":5,"headcount_span":[6,7],"headcount_text":"5","isco08":"8153","regions":["RU-TVE"],"role":"sewing machine operator","role_span":[8,12],"role_text":"швей"},{"confidence":0.95,"headcount_max":5,"headcount_min":5,"headcount_span":[6,7],"headcount_text":"5","isco08":"8153","regions":["RU-MOW","RU-TVE"],"role":"cook","role_span":[8,12],"role_text":"швей"}]}','7875c778006bf2cbee971efcca28c906325b8bdbd655521c9139eb38ef6777e5');
INSERT INTO "extractions" VALUES(3,1,1,0.97,'ru',1,'key',0,'{"closed":true,"confidence":0.97,"hours":[],"is_request":true,"language":"ru","origins":[{"basis":"stated","iso":"KP","span":[20,24],"text":"КНДР"}],"pay":[],"regions":[{"iso":"RU-TVE","place":"Тверь","span":[14,19],"text":"Тверь"}],"requests":[{"confidence":0.95,"headcount_max":5,"headcount_min":5,"headcount_span":[6,7],"headcount_text":"5","isco08":"8153","regions":["RU-TVE"],"role":"sewing machine operator","role_span":[8,12],"role_text":"швей"},{"confidence":0.95,"headcount_max":5,"headcount_min":5,"headcount_span":[6,7],"headcount_text":"5","isco08":"8153","regions":["RU-MOW","RU-TVE"],"role":"cook","role_span":[8,12],"role_text":"швей"}]}','cf8f67bb627aedf47996becc7d27726dd102de804d60073117823584015353ad');
INSERT INTO "extractions" VALUES(4,1,1,0.97,'ru',0,'key',0,'{"confidence":0.97,"hours":[],"is_request":true,"language":"ru","origins":[{"basis":"stated","iso":"KP","span":[20,24],"text":"КНДР"}],"pay":[],"regions":[{"iso":"RU-TVE","place":"Тверь","span":[14,19],"text":"Тверь"}],"requests":[],"total":{"headcount_max":null,"headcount_min":9,"span":[0,4],"text":"от 9"}}','7f199c888e359f33f31a13e84e0acaebc31b8f1cbe414c7f9f3a641b18928496');
INSERT INTO "extractions" VALUES(5,1,0,0.97,'en',0,'key',0,'{"confidence":0.97,"hours":[],"is_request":false,"language":"en","origins":[],"pay":[],"regions":[],"requests":[]}','48de65aaa1f2b906858cba3577cc5d0d3bbc52206b5ff109f333448576cd09c0');
CREATE TABLE journal (
    seq INTEGER PRIMARY KEY,
    at TEXT NOT NULL,
    kind TEXT NOT NULL,
    ref INTEGER NOT NULL,
    subject TEXT NOT NULL,
    commitment TEXT NOT NULL,
    hash TEXT NOT NULL
) STRICT;
INSERT INTO "journal" VALUES(1,'2026-11-28T01:48:12Z','archive',1,'936178e9-6942-4ac0-9854-fb73a3af3356','d5365d7d142b5f5ff42a6f50032de8d5a65b85072a55a9649351c2686b221767','5107319e8e6840956a7a28fbf908c0f9c58558af22dc179438ea3d433c9daff2');
INSERT INTO "journal" VALUES(2,'2026-11-28T01:48:12Z','run',1,'import','02cbdb93e8440a26d83e8e514546c429da53cb2b898efae7243fe4db1d735da6','2ddb393f59e70f8cb1c8a9cf73d84e3747412a7585c819f537f8e77785cabbe5');
INSERT INTO "journal" VALUES(3,'2026-11-28T01:48:12Z','channel',1234500001,'1234500001','e92563fc42f6bb83c363caa4c78c3fbc3455911b87fe2a11df72592f036d7528','7128b15467d2fffe47124454aee5fd398658f5fb88446750f731c8d5dc97e88a');
INSERT INTO "journal" VALUES(4,'2026-11-28T01:48:12Z','version',1,'1234500001/10','d4865d87e152db59bab79e0d106d7c5aab244dbaf281fbe63b21597e3d35be4b','f4c949812714d49748a6c4f19d168c0cca15c93824d21d29aad0c76bc994e91a');
INSERT INTO "journal" VALUES(5,'2026-11-28T01:48:12Z','version',2,'1234500001/1','831e3e86429913232ff98a108d8fc6ebecc6ef31a3275b558726a165babc8bb0','78b2a03e2f0fb0b92901e5957cab18b909b9345bf02666be04af0a3537ce7ef6');
INSERT INTO "journal" VALUES(6,'2026-11-28T01:48:12Z','version',3,'1234500001/2','039832bf4faecac11309878fdeeea020dc93e1b305ca2b20bf61320c7a69cbd1','0dde438f75593e00718cd4bc2f1222deada302f853b8fa43f8b0759eb63d83ac');
INSERT INTO "journal" VALUES(7,'2026-11-28T01:48:12Z','version',4,'1234500001/3','99bac4f32b9595954c1f77a522d40e2b3a268cd1c473d0e860c9db6fa9b58b8b','b5d2853a51562bb518d10749454f6ed5d6d15dfedffc4ba6ab3d4e9099e38ca7');
INSERT INTO "journal" VALUES(8,'2026-11-28T01:48:12Z','version',5,'1234500001/4','572e892b7888ebb4a089e27875ad0ede715a6081d96129395fb045ab61e9179e','44bd4aedf339e9c6c99a6f4d454ed832e22d25b5d9881142352b3e3f1639d1a2');
INSERT INTO "journal" VALUES(9,'2026-11-28T01:48:12Z','version',6,'1234500001/5','b20d5e45ac6222f4387e1ce61d644433f20e31742ac7b9ddd20ff316fb6e532b','1ccc09651dc71e3cd729259a85341093196c2ea7b1c4aebb8ae8750beed231ea');
INSERT INTO "journal" VALUES(10,'2026-11-28T01:48:12Z','coverage',1,'1234500001','631c9f44eb93da509e223cdc991fb5432a5e337f44df6a8cdae70af6066158f9','6bb56226210f3521a38516f50ea4c39c06c786872ad2988f3d09a46ede946899');
INSERT INTO "journal" VALUES(11,'2026-11-28T01:48:12Z','observations',1,'1234500001','34b9eba814eb974a41c46954d2bec79b37e232399cbc0044cc84d1b6a5342558','08c04f79dce431cbe56be5922213644fc972de70b110158f05e28b363c0740b7');
INSERT INTO "journal" VALUES(12,'2026-11-28T01:48:12Z','run-end',1,'import','fb61878a6d6560df7bffcb360e76b1dabc8494f38655c8a2912a36aa10be83fb','1916dc191a51e6cf08b618ef00d70bf80503233b8e503c4fc28a96756e951449');
INSERT INTO "journal" VALUES(13,'2026-11-28T01:48:12Z','run',2,'import','75a81456ddb06a91b5de341db350fe360a43bcfa6120d48cbaa9d1479c01ca7d','67e79df29fe55609ca37bd470c0c17211770c4b8d8fbf49a35b9e595532f138c');
INSERT INTO "journal" VALUES(14,'2026-11-28T01:48:12Z','version',7,'1234500001/1','22a125d5c264d310f34cee42fd8fe0f7159690ea6e656fcaf6f0b8e4deb1e74e','057783b65cf15c67bf543d68b17384832663500d103cd7199ecfdddaa59d159d');
INSERT INTO "journal" VALUES(15,'2026-11-28T01:48:12Z','version',8,'1234500001/2','08db881af1a7986b3c2d74762e013d2fd549db86d87f4da0ad09ae3c095040c4','b44491087730e807e48c475d439639e75fad78649994af6a1292772e06bfe379');
INSERT INTO "journal" VALUES(16,'2026-11-28T01:48:12Z','version',9,'1234500001/3','4590e2f2aa70757d7261beff6f09978602aa6022d4bdb180a7639292e6a5b5b4','4ddbd12628872208e0aab96a23a2be5404dd681f87067f37c2dfc9d5dcd5a026');
INSERT INTO "journal" VALUES(17,'2026-11-28T01:48:12Z','version',10,'1234500001/5','934de6a987b4af5c650006f8d0ec5b6b52ad9f52fc7ee508d5b8a0af84ea0014','c20682e81897067014ac17e738f943b99128acc18d24a2fde1b2f61b4ab29ba2');
INSERT INTO "journal" VALUES(18,'2026-11-28T01:48:12Z','coverage',2,'1234500001','b1e16f625855a70644d6371dbb4b96cea9f8fbf7ad93f25eddbaffa62d7f2060','f02bbfb1b6e6d872b77cf167569be6a48d83d2fb85990b1ad092048c915bc41c');
INSERT INTO "journal" VALUES(19,'2026-11-28T01:48:12Z','disappearance',1,'1234500001/4','07e7a5580a86f7e43e0dfa32b749a07832221a023a97d8b230e05c75ddc29fad','3430843e98d0035ba945d88543e1b69e2ab882ee8cce54c31a52810261677915');
INSERT INTO "journal" VALUES(20,'2026-11-28T01:48:12Z','channel',77,'77','c30ff9e8b45b56613bd6a1fa3b2c92005cf2d3796f34095fa295343512c2e085','4b71c8f874161af436705e4f5066a14d2cbe246e5d7396305da2b7f6024380df');
INSERT INTO "journal" VALUES(21,'2026-11-28T01:48:12Z','version',11,'77/1','68c7625dd79ef56cd9d431d980efb254d8eac656eb9b9c3e4276f9fc2c1a4a20','fc23ffa167ab0e6f8df8ad18e76eb9220cf7e2acd11f77653835bd7fe3c608a8');
INSERT INTO "journal" VALUES(22,'2026-11-28T01:48:12Z','version',12,'1234500001/3','6dfe104f568ead7ae78d8a9b51e51ef1c2c4190a3e9b70087c22690baefa839e','916d067a1f3c0ce3c16b4618235a8d1b5a103e7827f67a4792a9b87e4c3d3a47');
INSERT INTO "journal" VALUES(23,'2026-11-28T01:48:12Z','observations',2,'1234500001','b94a827f0cb3fefc94e241e92d950d0ef19726c2e8d37e2035fbc78b83429f46','be0e797aa3e7184fb055a3890ff1e8890b7bcb0fbee237222033eb8fe4a2de20');
INSERT INTO "journal" VALUES(24,'2026-11-28T01:48:12Z','run-end',2,'import','a18151a74a279d3844fde017f8837ca343b368990fd1c92f473255568db02a85','1e99121a73609b93cd24645db20129a28d33fd9cd6bb555c67e214fb01c06563');
INSERT INTO "journal" VALUES(25,'2026-11-28T01:48:12Z','run',3,'import','63fb2bced7004cd8ce3d11e40c1bea540d75ed339bee8c5077f98dd92ee9d288','386c7b3ee4a19338f81e7b78b45958977ee9b0bb4fc2ed29fbd4628ce902c603');
INSERT INTO "journal" VALUES(26,'2026-11-28T01:48:12Z','channel',88,'88','b1283978429246a8fcf0439b164606656396f598e8272a50ceefc1bb6ae90db2','69bf661ec1d4aebcc1ea1601a3672e67e78c8680cbe6aaee6e5379bc5fafaaca');
INSERT INTO "journal" VALUES(27,'2026-11-28T01:48:12Z','version',13,'88/1','db8f972751a35cf949886d122aed32abcd17331498eee8a7dd6e28f01d3149ea','6c3d58b40ad9224ef1d19872a6783c1db6fafd4b92beebc64e36fcf0b9e81c90');
INSERT INTO "journal" VALUES(28,'2026-11-28T01:48:12Z','version',14,'88/2','f030595e8d62694d5ff25bf30f80c40407e95f245d6d3eb44b9d3f4e688e241f','cfe1a9c2ce3fa395b6abdc6220921e9dc7f25eae7e04d7c7043233b9842c9cf9');
INSERT INTO "journal" VALUES(29,'2026-11-28T01:48:12Z','channel',99,'99','cc3f459c28255dd6bdbdde79329d47acc4e511ed819ea3678d486986fe6676cb','f14ca2b38bc169beea6111f5a4f0c0d5e1ab7870ba0bef0df427b318f449ab8b');
INSERT INTO "journal" VALUES(30,'2026-11-28T01:48:12Z','version',15,'99/1','5de1a8bf5273487e152735f354d6dd3bc2f5980e988fbd723270345883fd916a','2d5824e18b7b92b9638bf25973c4d8dfa9cf66c7093d820942f4e24af735603d');
INSERT INTO "journal" VALUES(31,'2026-11-28T01:48:12Z','observations',3,'88','5746bcbd11609fa1b9b8607457afad4459dbc8164282f5a00df20757e0acd6ca','2f800aa0f0b2d723396468ec97d51085ac8255873fb4f41b33e39db281cf924c');
INSERT INTO "journal" VALUES(32,'2026-11-28T01:48:12Z','run-end',3,'import','85aba6c0013a5ffc0da1fc5a46c5a9b179ae821d3a65c12f8e030fd5a321dae6','e82de56a0e0a558e38e1b8f0a314076837dec09bb55c043d131192d01d966ebd');
INSERT INTO "journal" VALUES(33,'2026-11-28T01:48:12Z','redaction',1,'88/1','bbcd36a18c58f1b39575de1bb927b5d5e3eab0862ee840e9ff24c05d33e1a2e7','cdef6154cd752f78a2a81bbaecb0ecf6818e8973e991a5871b957224c4f360af');
INSERT INTO "journal" VALUES(34,'2026-11-28T01:48:12Z','forgotten',2,'99','8165e57063671ffd00054ed04d18a8e3466d0567a8a19cba6dba34aa4546aa18','2d1c99b0b0fffa88787b79b752c39d94abbac7dbfd312e15e4bbcacd17b983ab');
CREATE TABLE mails (
        week TEXT PRIMARY KEY,
        at TEXT NOT NULL,
        sent TEXT
    ) STRICT, WITHOUT ROWID
    ;
INSERT INTO "mails" VALUES('2026-W10','2026-11-28T01:48:12Z',NULL);
CREATE TABLE near (
    version INTEGER NOT NULL,
    n INTEGER NOT NULL,
    regions TEXT NOT NULL,
    origins TEXT NOT NULL,
    sketch BLOB NOT NULL,
    band0 INTEGER NOT NULL,
    band1 INTEGER NOT NULL,
    band2 INTEGER NOT NULL,
    band3 INTEGER NOT NULL,
    band4 INTEGER NOT NULL,
    band5 INTEGER NOT NULL,
    band6 INTEGER NOT NULL,
    band7 INTEGER NOT NULL,
    PRIMARY KEY (version, n),
    FOREIGN KEY (version, n) REFERENCES requests(version, n) ON DELETE CASCADE
) STRICT, WITHOUT ROWID
;
INSERT INTO "near" VALUES(1,1,'RU-TVE','KP/stated',X'2C70E12B7A0646F92279F427C7B38E7334D8E5389CFF167A1DC30E73F826B683',2701288434010438894,-848706880779116765,9040891325215471350,-7614164954060907161,8483038499710529050,-3125205909760496751,-6685992355452081732,-3845606488111419831);
INSERT INTO "near" VALUES(1,2,'RU-MOW RU-TVE','KP/stated',X'2C70E12B7A0646F92279F427C7B38E7334D8E5389CFF167A1DC30E73F826B683',-3548892799522637530,6994177782893706567,-423573116677643237,-6411639091367870344,-1450952553634515587,-3350290210504111584,-7770237960686194084,-4240523398957250717);
INSERT INTO "near" VALUES(2,1,'RU-TVE','KP/stated',X'2C70E12B7A0646F92279F427C7B38E7334D8E5389CFF167A1DC30E73F826B683',2701288434010438894,-848706880779116765,9040891325215471350,-7614164954060907161,8483038499710529050,-3125205909760496751,-6685992355452081732,-3845606488111419831);
INSERT INTO "near" VALUES(2,2,'RU-MOW RU-TVE','KP/stated',X'2C70E12B7A0646F92279F427C7B38E7334D8E5389CFF167A1DC30E73F826B683',-3548892799522637530,6994177782893706567,-423573116677643237,-6411639091367870344,-1450952553634515587,-3350290210504111584,-7770237960686194084,-4240523398957250717);
INSERT INTO "near" VALUES(3,1,'RU-TVE','KP/stated',X'2C70E12B7A0646F92279F427C7B38E7334D8E5389CFF167A1DC30E73F826B683',2701288434010438894,-848706880779116765,9040891325215471350,-7614164954060907161,8483038499710529050,-3125205909760496751,-6685992355452081732,-3845606488111419831);
INSERT INTO "near" VALUES(3,2,'RU-MOW RU-TVE','KP/stated',X'2C70E12B7A0646F92279F427C7B38E7334D8E5389CFF167A1DC30E73F826B683',-3548892799522637530,6994177782893706567,-423573116677643237,-6411639091367870344,-1450952553634515587,-3350290210504111584,-7770237960686194084,-4240523398957250717);
INSERT INTO "near" VALUES(4,1,'RU-TVE','KP/stated',X'2C70E12B7A0646F92279F427C7B38E7334D8E5389CFF167A1DC30E73F826B683',3801498978673978040,-5754851768845414180,-3964512335000706730,2955930408298899390,-3734899216422038607,-3546666163282911177,7521679122286456406,-7488957063332013442);
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
INSERT INTO "observations" VALUES(1,1,1,'2026-03-02T19:00:00Z','2026-03-08T09:00:00Z','2026-03-08T09:00:00Z',NULL,'p_1',3,'84','Other',NULL,NULL,NULL,NULL,'export',1,'2026-11-28T01:48:12Z','{"facts":[["album","84"],["edited","2026-03-08 09:00:00+00:00"],["forwarded_from","Other"],["media","photo"],["poll","Кто?"],["reply_to","3"],["sender","p_1"]],"id":10,"text":"полный"}','e151c139d78ab125e527583a853c23776daf0441bbc8e96f29cfbe7bb5862c1f','38866ae52a3510c3bbfd62e0e82889c8','40cadd3fe961accbce3a14cf341a70bf61859d77a688e2a17eb5f75494b05859');
INSERT INTO "observations" VALUES(2,2,7,'2026-03-02T10:00:00Z',NULL,'2026-03-23T09:00:00Z',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,4,'export',2,'2026-11-28T01:48:12Z','{"facts":[["reactions","4"]],"id":1,"text":"Нужны 6 швей"}','347a9507b53048873448e5fba6bb7702f52bb6e3b25a408cab1b0d73ead801df','400a261a5eb5c79cb47200ab4491eb5f','e7c5499f1cd008c9d221a281d4b04daf8393fc4fc76f1ebeebf73e95e8049877');
INSERT INTO "observations" VALUES(3,3,3,'2026-03-02T11:00:00Z',NULL,'2026-03-24T09:00:00Z',NULL,NULL,NULL,NULL,NULL,7,2,1,NULL,'telegram',2,'2026-11-28T01:48:12Z','{"facts":[["forwards","2"],["replies","1"],["views","7"]],"id":2,"text":"Нужны 5 швей"}','08b8a59f9198a0ea7e71b60a95b3f1361a6c82acfc88a5f340fd126c1937705e','ca287b0dacb021f0079e462b2880e3e1','acfbede7f943bc847c015142d59b95fbbb47d9e54f553f06c1e50f92e2b2413e');
INSERT INTO "observations" VALUES(5,9,14,'2026-03-02T11:00:00Z',NULL,'2026-03-12T09:00:00Z',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,5,'export',3,'2026-11-28T01:48:12Z','{"facts":[["reactions","5"]],"id":2,"text":"Нужны 5 швей"}','b7a4eefbd31c425c9a6d740445cff6498fb19fc93373d05090dcef7adf92bd7b','01126368f37d347a6bb1beae58a63209','5dbb287117755a3b5db4af4e1c380c22cc78b6d95660822eed3f48d842a998ad');
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
INSERT INTO "posts" VALUES(1,1234500001,10,'2026-03-02T19:00:00Z','2026-03-08T09:00:00Z','2026-03-08T09:00:00Z','2026-03-08T09:00:00Z',1,1,'photo','pin','p_1',3,'84','Other',NULL,NULL,NULL,NULL,'export','2026-11-28T01:48:12Z',NULL);
INSERT INTO "posts" VALUES(2,1234500001,1,'2026-03-02T10:00:00Z',NULL,'2026-03-23T09:00:00Z','2026-03-23T09:00:00Z',7,2,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,4,'export','2026-11-28T01:48:12Z',NULL);
INSERT INTO "posts" VALUES(3,1234500001,2,'2026-03-02T11:00:00Z',NULL,'2026-03-24T09:00:00Z','2026-03-24T09:00:00Z',3,2,NULL,NULL,NULL,NULL,NULL,NULL,7,2,1,NULL,'telegram','2026-11-28T01:48:12Z',NULL);
INSERT INTO "posts" VALUES(4,1234500001,3,'2026-03-02T12:00:00Z','2026-03-25T09:00:00Z','2026-03-26T09:00:00Z','2026-03-26T09:00:00Z',12,3,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'export','2026-11-28T01:48:12Z',NULL);
INSERT INTO "posts" VALUES(5,1234500001,4,'2026-03-02T13:00:00Z',NULL,'2026-03-12T09:00:00Z','2026-03-12T09:00:00Z',5,1,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'export','2026-11-28T01:48:12Z','2026-11-28T01:48:12Z');
INSERT INTO "posts" VALUES(6,1234500001,5,'2026-03-02T14:00:00Z',NULL,'2026-03-22T09:00:00Z','2026-03-22T09:00:00Z',10,2,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'export','2026-11-28T01:48:12Z',NULL);
INSERT INTO "posts" VALUES(7,77,1,'2026-03-02T10:00:00Z',NULL,'2026-03-11T09:00:00Z','2026-03-11T09:00:00Z',11,1,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'export','2026-11-28T01:48:12Z',NULL);
INSERT INTO "posts" VALUES(9,88,2,'2026-03-02T11:00:00Z',NULL,'2026-03-12T09:00:00Z','2026-03-12T09:00:00Z',14,1,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,5,'export','2026-11-28T01:48:12Z',NULL);
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
INSERT INTO "removals" VALUES(1,88,1,'2026-11-28T01:48:12Z','asked for','headcount test',1,1,1,10,15,5,2,1,'42965b37468c003b0c27d2f2e1fa2c94');
INSERT INTO "removals" VALUES(2,99,NULL,'2026-11-28T01:48:12Z',NULL,'headcount test',1,1,0,10,15,5,2,1,'2a2a19689a6d8b23e42ed08873b407b2');
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
INSERT INTO "runs" VALUES(1,'import','headcount test','[]','2026-11-28T01:48:12Z','2026-11-28T01:48:12Z','ok','{}','[]','d3b84dbbafb502b1db28cde1fe6ab938');
INSERT INTO "runs" VALUES(2,'import','headcount test','[]','2026-11-28T01:48:12Z','2026-11-28T01:48:12Z','ok','{}','[]','c57dd0886dcd95c4b7baad1a990e55a3');
INSERT INTO "runs" VALUES(3,'import','headcount test','[]','2026-11-28T01:48:12Z','2026-11-28T01:48:12Z','ok','{}','[]','99f3b4171b6eb833437e83b4334f13e6');
INSERT INTO "search_config" VALUES('version',4);
INSERT INTO "search_data" VALUES(1,X'0713');
INSERT INTO "search_data" VALUES(10,X'0000000002010700000001080101');
INSERT INTO "search_data" VALUES(1099511627777,X'000000A70230358D9AAAFEC080808007F0BFFFFFFF7C81E180808080020101368D9AAAFEC08080800281E1808080800281E18080808002010AD0BDD183D0B6D0BDD18B8D9AAAFEC08080800205F0BFFFFFFF7CF0C080808001F0C080808001F0C080808001020BBFD0BED0BBD0BDD18BD0B98D9AAEF8E0808080010108D188D0B2D0B5D0B98D9AAAFEC08080800205F0BFFFFFFF7CF0C080808001F0C080808001F0C08080800104191A2E16');
INSERT INTO "search_idx" VALUES(8,X'',2);
CREATE TABLE searched (
        recency INTEGER PRIMARY KEY,
        post INTEGER NOT NULL UNIQUE REFERENCES posts(id) ON DELETE CASCADE,
        words TEXT NOT NULL
    ) STRICT;
INSERT INTO "searched" VALUES(1903148971484774402,2,'нужны 6 швей');
INSERT INTO "searched" VALUES(1903148971484774407,7,'нужны 5 швей');
INSERT INTO "searched" VALUES(1903152836955340803,3,'нужны 5 швей');
INSERT INTO "searched" VALUES(1903156702425907204,4,'нужны 6 швей');
INSERT INTO "searched" VALUES(1903160567896473605,5,'нужны 5 швей');
INSERT INTO "searched" VALUES(1903164433367040006,6,'нужны 6 швей');
INSERT INTO "searched" VALUES(1903183760719872001,1,'полный');
CREATE TABLE searching (
        id INTEGER PRIMARY KEY CHECK (id = 1), lemmatizer TEXT NOT NULL, filled_to INTEGER NOT NULL
    ) STRICT;
INSERT INTO "searching" VALUES(1,'words',7);
CREATE TABLE unread (
    name TEXT PRIMARY KEY COLLATE NOCASE,
    channel_id INTEGER REFERENCES channels(id),
    why_not TEXT NOT NULL,
    since TEXT NOT NULL
) STRICT;
INSERT INTO "unread" VALUES('lost_jobs',NULL,'private','2026-11-28T01:48:12Z');
INSERT INTO "unread" VALUES('other_jobs',77,'flood','2026-11-28T01:48:12Z');
CREATE TABLE unsearched (post INTEGER PRIMARY KEY REFERENCES posts(id) ON DELETE CASCADE) STRICT;
INSERT INTO "unsearched" VALUES(4);
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
INSERT INTO "versions" VALUES(1,1,'210b9223dfa12d95661cf4e11e427783affbc96a3c4492d9e0ca18776e79d878','полный',NULL,'Кто?','photo','2026-03-02T19:00:00Z',NULL,'2026-03-07T09:00:00Z','pin','p_1',3,'84','Other',NULL,NULL,NULL,NULL,'export',1,'2026-11-28T01:48:12Z','{"facts":[["album","84"],["forwarded_from","Other"],["media","photo"],["poll","Кто?"],["reply_to","3"],["sender","p_1"],["service","pin"]],"id":10,"text":"полный"}','635230d45d7d779defcf0d75cbdab641e1a7dde7eb4da76728facef6836b8325','cd23490884ba6f6852dd4a36b9260be4');
INSERT INTO "versions" VALUES(2,2,'05e4491434528c3d2a40a9aa9b2e1142fcc9637833d82e54ad38ae886d4259b6','Нужны 5 швей',NULL,NULL,NULL,'2026-03-02T10:00:00Z',NULL,'2026-03-12T09:00:00Z',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'export',1,'2026-11-28T01:48:12Z','{"facts":[],"id":1,"text":"Нужны 5 швей"}','0e05745c01f01f5b1ad821f3d7378f150ce5cf539606f8fa927aeeab921ee300','d132a2f9b41f88852289ab639f47c591');
INSERT INTO "versions" VALUES(3,3,'05e4491434528c3d2a40a9aa9b2e1142fcc9637833d82e54ad38ae886d4259b6','Нужны 5 швей',NULL,NULL,NULL,'2026-03-02T11:00:00Z',NULL,'2026-03-12T09:00:00Z',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'export',1,'2026-11-28T01:48:12Z','{"facts":[],"id":2,"text":"Нужны 5 швей"}','74d77f4b8814627702290934b804034e3a2906dbc442101fa2e47c4d789c6a05','31699865d5a9dae53d3cfedab4b32aaf');
INSERT INTO "versions" VALUES(4,4,'05e4491434528c3d2a40a9aa9b2e1142fcc9637833d82e54ad38ae886d4259b6','Нужны 5 швей',NULL,NULL,NULL,'2026-03-02T12:00:00Z',NULL,'2026-03-12T09:00:00Z',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'export',1,'2026-11-28T01:48:12Z','{"facts":[],"id":3,"text":"Нужны 5 швей"}','a889fa00ccf490a5de85d694622e3589ff5cd90bf351e69df7e0ecce62a224c2','2c0b0ad807064aca243794752147d94b');
INSERT INTO "versions" VALUES(5,5,'05e4491434528c3d2a40a9aa9b2e1142fcc9637833d82e54ad38ae886d4259b6','Нужны 5 швей',NULL,NULL,NULL,'2026-03-02T13:00:00Z',NULL,'2026-03-12T09:00:00Z',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'export',1,'2026-11-28T01:48:12Z','{"facts":[],"id":4,"text":"Нужны 5 швей"}','d9274e86e380a270f6da75d68b2d60a2fd912271d071fb58f3b003ba1651c801','937f9989e517be9125067459b9058749');
INSERT INTO "versions" VALUES(6,6,'05e4491434528c3d2a40a9aa9b2e1142fcc9637833d82e54ad38ae886d4259b6','Нужны 5 швей',NULL,NULL,NULL,'2026-03-02T14:00:00Z',NULL,'2026-03-12T09:00:00Z',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'export',1,'2026-11-28T01:48:12Z','{"facts":[],"id":5,"text":"Нужны 5 швей"}','de01cf22f5f00263fa685a2f4d5a2e22cd965b0c21935ce1025888d81a0d91bb','c90ad42d00258f365220b3a32435b2fd');
INSERT INTO "versions" VALUES(7,2,'3d7ee790d4018ea11f676ca179ab2f0a65176718f69f36c7f7cf4487b9b8ba5d','Нужны 6 швей',NULL,NULL,NULL,'2026-03-02T10:00:00Z',NULL,'2026-03-22T09:00:00Z',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'export',2,'2026-11-28T01:48:12Z','{"facts":[],"id":1,"text":"Нужны 6 швей"}','d1ae99b963f51b4869f6a631cc7a80703e7118da39f1e668025ac7d08112f2db','634558c05944be13c2537225036bf1d1');
INSERT INTO "versions" VALUES(8,3,'3d7ee790d4018ea11f676ca179ab2f0a65176718f69f36c7f7cf4487b9b8ba5d','Нужны 6 швей',NULL,NULL,NULL,'2026-03-02T11:00:00Z',NULL,'2026-03-22T09:00:00Z',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'export',2,'2026-11-28T01:48:12Z','{"facts":[],"id":2,"text":"Нужны 6 швей"}','b4f7569d2ddaed4047f6d43a74e5a8e5810b6e39d118f5bf2bc51c053e9c7847','75f38a82d62abf569f76e961f424b594');
INSERT INTO "versions" VALUES(9,4,'3d7ee790d4018ea11f676ca179ab2f0a65176718f69f36c7f7cf4487b9b8ba5d','Нужны 6 швей',NULL,NULL,NULL,'2026-03-02T12:00:00Z',NULL,'2026-03-22T09:00:00Z',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'export',2,'2026-11-28T01:48:12Z','{"facts":[],"id":3,"text":"Нужны 6 швей"}','031b5c7a97c40242e766338df1394a3eb066cfc03c51ba8e3d361b5498517dcd','40e0af54fc4ea0d84c5b302650972377');
INSERT INTO "versions" VALUES(10,6,'3d7ee790d4018ea11f676ca179ab2f0a65176718f69f36c7f7cf4487b9b8ba5d','Нужны 6 швей',NULL,NULL,NULL,'2026-03-02T14:00:00Z',NULL,'2026-03-22T09:00:00Z',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'export',2,'2026-11-28T01:48:12Z','{"facts":[],"id":5,"text":"Нужны 6 швей"}','cae1f0b8e3a5e4b716f967ede191ffbda5b4abce8c8c45c1fd4640b101b473e3','e4cc6b68a3160530300a8abb7a45f2ce');
INSERT INTO "versions" VALUES(11,7,'05e4491434528c3d2a40a9aa9b2e1142fcc9637833d82e54ad38ae886d4259b6','Нужны 5 швей',NULL,NULL,NULL,'2026-03-02T10:00:00Z',NULL,'2026-03-11T09:00:00Z',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'export',2,'2026-11-28T01:48:12Z','{"facts":[],"id":1,"text":"Нужны 5 швей"}','0e05745c01f01f5b1ad821f3d7378f150ce5cf539606f8fa927aeeab921ee300','a446048e5c47969bae73020431fa3403');
INSERT INTO "versions" VALUES(12,4,'f0302e319f8bed2ced78028e421f3e8b9935f5d8a13468076e74f2506c7ecd07','Нужны 7 швей',NULL,NULL,NULL,'2026-03-02T12:00:00Z','2026-03-25T09:00:00Z','2026-03-26T09:00:00Z',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'export',2,'2026-11-28T01:48:12Z','{"facts":[["edited","2026-03-25 09:00:00+00:00"]],"id":3,"text":"Нужны 7 швей"}','bab9f3b51e97941944f1c4b3db47d09a4e56139cb2aacbb984669297f3fa8f32','46fd7faa84a994609fa5a856ab1b7daf');
INSERT INTO "versions" VALUES(14,9,'05e4491434528c3d2a40a9aa9b2e1142fcc9637833d82e54ad38ae886d4259b6','Нужны 5 швей',NULL,NULL,NULL,'2026-03-02T11:00:00Z',NULL,'2026-03-11T09:00:00Z',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'export',3,'2026-11-28T01:48:12Z','{"facts":[],"id":2,"text":"Нужны 5 швей"}','74d77f4b8814627702290934b804034e3a2906dbc442101fa2e47c4d789c6a05','bc71f51e549c9ff4fe385efbf6ca590c');
CREATE TABLE withheld (
        id INTEGER PRIMARY KEY,
        run INTEGER NOT NULL REFERENCES runs(id),
        channel_id INTEGER NOT NULL,
        commitment TEXT NOT NULL
    ) STRICT;
INSERT INTO "withheld" VALUES(4,3,88,'8187c892bbeb367cf506913c1f00a1105f1ebb11525badeeec323b7b516e101f');
CREATE UNIQUE INDEX "idx__sqlite_migrations_migration_set_name"
    ON "_sqlite_migrations" ("migration_set", "name");
CREATE INDEX posts_date ON posts (date, channel_id, post_id);
CREATE INDEX posts_missing ON posts (channel_id, post_id) WHERE missing_since IS NOT NULL;
CREATE INDEX observations_post ON observations (post);
CREATE INDEX observations_run ON observations (run);
CREATE INDEX coverage_channel ON coverage (channel_id, to_date);
CREATE INDEX disappearances_post ON disappearances (post);
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
CREATE TRIGGER searched_added AFTER INSERT ON searched
    BEGIN INSERT INTO search (rowid, words) VALUES (NEW.recency, NEW.words); END;
CREATE TRIGGER searched_removed AFTER DELETE ON searched
    BEGIN INSERT INTO search (search, rowid, words) VALUES ('delete', OLD.recency, OLD.words); END;
CREATE TRIGGER posts_to_search_again AFTER UPDATE OF latest_version, date ON posts
    WHEN OLD.latest_version != NEW.latest_version OR OLD.date IS NOT NEW.date
    BEGIN INSERT OR IGNORE INTO unsearched VALUES (NEW.id); END;
CREATE INDEX near_band0 ON near (band0);
CREATE INDEX near_band1 ON near (band1);
CREATE INDEX near_band2 ON near (band2);
CREATE INDEX near_band3 ON near (band3);
CREATE INDEX near_band4 ON near (band4);
CREATE INDEX near_band5 ON near (band5);
CREATE INDEX near_band6 ON near (band6);
CREATE INDEX near_band7 ON near (band7);
CREATE INDEX requests_size ON requests (coalesce(headcount_max, headcount_min));
CREATE INDEX alerts_waiting ON alerts (id) WHERE to_print OR to_mail;
CREATE TRIGGER versions_no_delete BEFORE DELETE ON versions WHEN 1 BEGIN SELECT RAISE(ABORT, 'versions is append-only'); END;
CREATE TRIGGER observations_no_delete BEFORE DELETE ON observations WHEN 1 BEGIN SELECT RAISE(ABORT, 'observations is append-only'); END;
CREATE TRIGGER disappearances_no_delete BEFORE DELETE ON disappearances WHEN 1 BEGIN SELECT RAISE(ABORT, 'disappearances is append-only'); END;
CREATE TRIGGER coverage_no_delete BEFORE DELETE ON coverage WHEN 1 BEGIN SELECT RAISE(ABORT, 'coverage is append-only'); END;
CREATE TRIGGER withheld_no_delete BEFORE DELETE ON withheld WHEN 1 BEGIN SELECT RAISE(ABORT, 'withheld is append-only'); END;
COMMIT;
