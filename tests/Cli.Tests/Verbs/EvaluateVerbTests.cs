using NasPipelines.TestKit;
using NasPipelines.ZeroShot;

namespace NasPipelines.Cli.Tests.Verbs;

internal sealed class EvaluateVerbTests
{
    private static string Table => TestData.Data("nb201/nb201_accuracy.csv.gz");

    // Ning et al. 2021 give these for the parameter baselines on the whole benchmark.
    [Test]
    public async Task Evaluate_ParameterBaselines_EqualThePublishedCorrelations()
    {
        var run = await Nas.Run(
            "evaluate", Table, "--space", "nasbench201", "--truth", "c10_valid_200_naslib", "--scores", "params,params_active",
            "--intervals", "none", "--json");
        Assert.That(run.ExitCode, Is.Zero, run.Error);
        var json = run.Json;
        var scores = json.GetProperty("scores").EnumerateArray().ToDictionary(s => s.GetProperty("name").GetString()!);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(json.GetProperty("truth").GetString(), Is.EqualTo("c10_valid_200_naslib"));
            Assert.That(json.GetProperty("n").GetInt32(), Is.EqualTo(15625));
            Assert.That(Value("params", "kendall"), Is.EqualTo(0.5385));
            Assert.That(Value("params_active", "kendall"), Is.EqualTo(0.6006));
            Assert.That(Value("params", "spearman"), Is.EqualTo(0.7154));
            Assert.That(Value("params_active", "spearman"), Is.EqualTo(0.7746));
            Assert.That(scores["params"].GetProperty("missing").GetInt32(), Is.Zero);
            Assert.That(
                scores["params"].GetProperty("precisionAtTop").EnumerateObject().Select(p => p.Name),
                Is.EqualTo(new[] { "0.01", "0.05", "0.1" }));
        }

        double Value(string score, string criterion) => Math.Round(scores[score].GetProperty(criterion).GetDouble(), 4);
    }

    // The table's own column of parameters is what the benchmark counted on its networks: every criterion agrees with ours, computed on the
    // fly.
    [Test]
    public async Task Evaluate_NasBench101_RanksByOurParametersAsByThePublishedOnes()
    {
        var table = TestData.Data("nb101/nb101_val_20k.csv.gz");
        var run = await Nas.Run(
            "evaluate", table, "--space", "nasbench101", "--truth", "test_accuracy", "--scores", "params,params_active,flops",
            "--intervals", "none", "--json");
        Assert.That(run.ExitCode, Is.Zero, run.Error);
        var scores = run.Json.GetProperty("scores").EnumerateArray().ToList();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(run.Json.GetProperty("n").GetInt32(), Is.EqualTo(20_001));
            Assert.That(scores[1].GetProperty("kendall").GetDouble(), Is.EqualTo(scores[0].GetProperty("kendall").GetDouble()));
            Assert.That(scores[1].GetProperty("pearson").GetDouble(), Is.EqualTo(scores[0].GetProperty("pearson").GetDouble()));
            Assert.That(scores[2].GetProperty("missing").GetInt32(), Is.Zero);
        }
    }

    // The embedded benchmark, on a few of its architectures: every estimator is judged, and what is written holds what was judged.
    [Test]
    public async Task Evaluate_WithoutInput_ScoresAndJudgesTheEmbeddedBenchmark()
    {
        using var folder = new TemporaryFolder();
        var output = folder.File("scored.tsv");
        var run = await Nas.Run("evaluate", "--sample", "8", "--seed", "3", "--output", output, "--json");
        Assert.That(run.ExitCode, Is.Zero, run.Error);
        string[] names = [.. run.Json.GetProperty("scores").EnumerateArray().Select(s => s.GetProperty("name").GetString()!)];
        var written = await Nas.Run("evaluate", output, "--truth", "accuracy", "--scores", string.Join(',', names), "--json");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(names, Is.EquivalentTo(ZeroShotProxies.All.Select(p => p.Name).Concat(["oneshot", "oneshotLoss"])));
            Assert.That(run.Json.GetProperty("noiseCeiling").GetDouble(), Is.InRange(0, 1));
            Assert.That(
                run.Json.GetProperty("attenuatedCeiling").GetDouble(), Is.InRange(run.Json.GetProperty("noiseCeiling").GetDouble(), 1));
            Assert.That(run.Json.GetProperty("n").GetInt32(), Is.EqualTo(8));
            Assert.That(written.Json.GetProperty("scores").GetRawText(), Is.EqualTo(run.Json.GetProperty("scores").GetRawText()));
        }
    }

    [Test]
    public async Task Evaluate_KAndMissing_AreTheOnesAskedFor()
    {
        using var folder = new TemporaryFolder();
        var table = Write(folder, "333333\t4\t1", "33333s\t3\t2", "3333ss\t2\tNaN", "333sss\t1\t4");
        var dropped = await Nas.Run(
            "evaluate", table, "--space", "nasbench201", "--truth", "acc", "--scores", "guess", "--k", "0.5", "--json");
        var worst = await Nas.Run(
            "evaluate", table, "--space", "nasbench201", "--truth", "acc", "--scores", "guess", "--missing", "Worst", "--json");
        var failed = await Nas.Refuse(
            1, "evaluate", table, "--space", "nasbench201", "--truth", "acc", "--scores", "guess", "--missing", "fail");
        var score = dropped.Json.GetProperty("scores")[0];
        using (Assert.EnterMultipleScope())
        {
            Assert.That(score.GetProperty("n").GetInt32(), Is.EqualTo(3));
            Assert.That(score.GetProperty("missing").GetInt32(), Is.EqualTo(1));
            Assert.That(score.GetProperty("kendall").GetDouble(), Is.EqualTo(-1));
            Assert.That(score.GetProperty("bestRank").EnumerateObject().Select(p => p.Name), Is.EqualTo(new[] { "0.5" }));
            Assert.That(worst.Json.GetProperty("scores")[0].GetProperty("n").GetInt32(), Is.EqualTo(4));
            Assert.That(failed, Does.Contain("guess").And.Contain("1 of 4"));
        }
    }

    // Constant scores rank nothing: the field stays in the document, without a value.
    // A table of scores that has each function once says something of every cell that is the function.
    [TestCase(new string[0], 1)]
    [TestCase(new[] { "--match-equivalent" }, 3)]
    public async Task Evaluate_WithATableOfFunctions_JudgesTheCellsThatItKnows(string[] options, int rows)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllLines(folder.File("truth.csv"),
        [
            "architecture,accuracy",
            "|none~0|+|none~0|none~1|+|skip_connect~0|none~1|none~2|,60",
            "|nor_conv_3x3~0|+|nor_conv_3x3~0|none~1|+|skip_connect~0|none~1|none~2|,61",
            "|none~0|+|nor_conv_1x1~0|none~1|+|skip_connect~0|none~1|none~2|,62",
            "|none~0|+|none~0|none~1|+|nor_conv_3x3~0|none~1|none~2|,90",
        ]);
        File.WriteAllLines(
            folder.File("scores.csv"), ["architecture,mine", "|none~0|+|none~0|none~1|+|skip_connect~0|none~1|none~2|,5"]);

        var run = await Nas.Run(
        [
            "evaluate", folder.File("truth.csv"), "--with", folder.File("scores.csv"), "--truth", "accuracy", "--scores", "mine",
            "--intervals", "none", "--output", folder.File("judged.tsv"), .. options,
        ]);

        Assert.That(run.ExitCode, Is.Zero, run.Error);
        Assert.That(File.ReadAllLines(folder.File("judged.tsv")), Has.Length.EqualTo(rows + 1));
    }

    [Test]
    public async Task With_ATableOfTheSameColumns_SaysHowToChoose()
    {
        using var folder = new TemporaryFolder();
        var table = Write(folder, "333333\t4\t1", "33333s\t3\t1", "3333ss\t2\t2");
        string[] command = ["evaluate", table, "--space", "nasbench201", "--with", table, "--truth", "acc", "--scores", "guess"];
        Assert.That(await Nas.Refuse(2, command), Does.Contain("--with").And.Contain("acc, guess too").And.Contain("--columns"));
        Assert.That(await Nas.Refuse(2, [.. command, "--columns", "acc"]), Does.Contain("has the columns acc too"));
        var other = folder.File("guess.tsv");
        File.WriteAllLines(other, ["arch\tguess", "333333\t4", "33333s\t3", "3333ss\t1"]);
        string[] chosen = [.. command.Select((word, i) => i == 5 ? other : word), "--columns", "acc", "--json"];
        var run = await Nas.Run(chosen);
        Assert.That(run.ExitCode, Is.Zero, run.Error);
        Assert.That(run.Json.GetProperty("scores")[0].GetProperty("kendall").GetDouble(), Is.EqualTo(1).Within(1e-12));
    }

    [Test]
    public async Task Evaluate_UndefinedCriterion_IsNull()
    {
        using var folder = new TemporaryFolder();
        var table = Write(folder, "333333\t4\t1", "33333s\t3\t1", "3333ss\t2\t1");
        var run = await Nas.Run("evaluate", table, "--space", "nasbench201", "--truth", "acc", "--scores", "guess", "--json");
        Assert.That(run.Json.GetProperty("scores")[0].GetProperty("kendall").ValueKind, Is.EqualTo(System.Text.Json.JsonValueKind.Null));
    }

    // A published table of another space is recognised without options; tau-b of the two tasks by counting all pairs.
    [Test]
    public async Task Evaluate_TransNasMacroTable_NeedsNoSpace()
    {
        var run = await Nas.Run(
            "evaluate", TestData.Data("macro/transnas101_macro.csv.gz"), "--truth", "class_scene", "--scores", "class_object,flops",
            "--json");
        Assert.That(run.ExitCode, Is.Zero, run.Error);
        Assert.That(run.Json.GetProperty("n").GetInt32(), Is.EqualTo(3255));
        Assert.That(run.Json.GetProperty("scores")[0].GetProperty("kendall").GetDouble(), Is.EqualTo(0.5603768207587979).Within(1e-12));
        Assert.That(run.Json.GetProperty("scores")[1].GetProperty("n").GetInt32(), Is.EqualTo(3255));
    }

    // Before anything is scored, in the words of nas doctor.
    [TestCase("--device")]
    [TestCase("--one-shot-device")]
    public async Task Evaluate_EmbeddedBenchmarkOnCudaWithTheCpuPackage_SaysWhatIsMissing(string option)
    {
        using var folder = new TemporaryFolder();
        var doctor = (await Nas.Run("doctor")).Output.Split('\n').Single(line => line.StartsWith("CUDAExec", StringComparison.Ordinal));
        var refused = await Nas.Run("evaluate", option, "cuda", "--output", folder.File("s.tsv"));

        Assert.That((refused.ExitCode, File.Exists(folder.File("s.tsv"))), Is.EqualTo((1, false)));
        Assert.That(refused.Error, Does.Contain(doctor.TrimEnd()).And.Contain("Accelerator=Cuda").And.Contain("Set --fallback-to-cpu"));
    }

    [Test]
    public async Task Evaluate_ForPeople_IsATable()
    {
        using var folder = new TemporaryFolder();
        var run = await Nas.Run(
            "evaluate", Write(folder, "333333\t4\t1", "33333s\t3\t2"), "--space", "nasbench201", "--truth", "acc", "--scores",
            "guess,params", "--k", "0.5");
        Assert.That(run.Output, Does.Contain("Spearman").And.Contain("P@top50%").And.Contain("guess").And.Contain("params"));
    }

    [TestCase("--truth nothing --scores guess", "nothing", "acc, guess")]
    [TestCase("--truth acc --scores nothing", "nothing", "acc, guess")]
    [TestCase("--truth acc --scores guess,guess", "guess", "more than once")]
    [TestCase("--scores guess", "--truth is missing", "acc, guess")]
    [TestCase("--truth acc", "--scores is missing", "params_active")]
    [TestCase("--truth acc --scores guess --k 0.1,2.5", "--k: '2.5'", "(0, 1]")]
    [TestCase("--truth acc --scores guess --k 0", "--k: '0'", "(0, 1]")]
    [TestCase("--truth acc --scores guess --k 101%", "--k: '101%'", "per cent")]
    [TestCase("--truth acc --scores guess --k 1,100%", "--k", "both")]
    [TestCase("--truth acc --scores guess --criteria tau", "--criteria", "kendallA")]
    [TestCase("--truth acc --scores guess --criteria partialKendall", "--criteria partialKendall", "--control")]
    [TestCase("--truth acc --scores guess --intervals 5", "--intervals: '5'", "none")]
    [TestCase("--truth acc --scores guess --intervals none --group acc", "--intervals none", "--group")]
    [TestCase("--truth acc --scores guess --compare guess", "--compare", "two")]
    [TestCase("--truth acc --scores guess --compare guess,who", "who", "--compare")]
    [TestCase("--truth acc --scores guess --group who", "who", "acc, guess")]
    [TestCase("--truth acc --scores guess --subset who=1", "who", "acc, guess")]
    [TestCase("--truth acc --scores guess --subset acc>9", "acc>9", "none of 2 rows")]
    [TestCase("--truth acc --scores guess --missing perhaps", "--missing: 'perhaps'", "drop, worst, fail")]
    [TestCase("--truth acc --scores guess --device cuda", "--device: 'cuda'", "cpu")]
    [TestCase("--truth acc --scores guess --threads -1", "--threads", "[0, 1024]")]
    [TestCase("--truth acc --scores guess --sample 3", "sample", "2")]
    [TestCase("--truth acc --scores guess --sample 0", "--sample", "at least 1")]
    [TestCase("--truth acc --scores guess --space nasbench999", "nasbench999", "nasbench201")]
    [TestCase("--truth acc --scores guess --frobnicate", "--frobnicate", "nas --help")]
    public async Task Evaluate_WrongOption_IsWrongUse(string options, string what, string right)
    {
        using var folder = new TemporaryFolder();
        var table = Write(folder, "333333\t4\t1", "33333s\t3\t2");
        string[] space = options.Contains("--space", StringComparison.Ordinal) ? [] : ["--space", "nasbench201"];
        Assert.That(await Nas.Refuse(2, ["evaluate", table, .. space, .. options.Split(' ')]), Does.Contain(what).And.Contain(right));
    }

    [Test]
    public async Task Evaluate_TruthWithoutInput_SaysWhatToGive() =>
        Assert.That(
            await Nas.Refuse(2, "evaluate", "--truth", "accuracy"),
            Does.Contain("INPUT is missing").And.Contain(".parquet").And.Contain("nasbench201"));

    [Test]
    public async Task Evaluate_NoSuchFile_IsWrongUse() =>
        Assert.That(
            await Nas.Refuse(2, "evaluate", "nowhere.csv", "--truth", "a", "--scores", "b"),
            Does.Contain("nowhere.csv").And.Contain("nasbench201"));

    [TestCase(new string[0], "no")]
    [TestCase(new[] { "333333\t4\t1", "33333q\t3\t2" }, "q")]
    [TestCase(new[] { "333333\t4\t1", "33333s\tabc\t2" }, "abc")]
    [TestCase(new[] { "333333\tNaN\t1", "33333s\t3\t2" }, "acc")]
    public async Task Evaluate_BadTable_FailsAndSaysWhere(string[] rows, string says)
    {
        using var folder = new TemporaryFolder();
        var table = Write(folder, rows);
        Assert.That(
            await Nas.Refuse(1, "evaluate", table, "--space", "nasbench201", "--truth", "acc", "--scores", "guess"), Does.Contain(says));
    }

    private static string Write(TemporaryFolder folder, params string[] rows)
    {
        var path = folder.File("table.tsv");
        File.WriteAllLines(path, ["Architecture\tacc\tguess", .. rows]);
        return path;
    }
}
