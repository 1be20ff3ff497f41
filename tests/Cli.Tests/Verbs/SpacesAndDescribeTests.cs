using NasPipelines.Spaces;

namespace NasPipelines.Cli.Tests.Verbs;

internal sealed class SpacesAndDescribeTests
{
    [Test]
    public async Task Spaces_Json_NamesSizesAndEncodings()
    {
        var run = await Nas.Run("spaces", "--json");
        var space = run.Json.EnumerateArray().Single(s => s.GetProperty("name").GetString() == "nasbench201");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(run.ExitCode, Is.Zero);
            Assert.That(run.Error, Is.Empty);
            Assert.That(space.GetProperty("size").GetInt64(), Is.EqualTo(15625));
            Assert.That(space.GetProperty("encodings").EnumerateArray().Select(e => e.GetString()), Does.Contain("letters"));
        }
    }

    [Test]
    public async Task Spaces_ForPeople_IsATable()
    {
        var run = await Nas.Run("spaces");
        Assert.That(run.Output, Does.Contain("nasbench201").And.Contain("15,625"));
    }

    [Test]
    public async Task Doctor_Json_SaysThatTheCpuWorksAndWhatCudaLacks()
    {
        var run = await Nas.Run("doctor", "--json");
        var providers = run.Json.GetProperty("providers").EnumerateArray().ToList();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(run.ExitCode, Is.Zero, run.Error);
            Assert.That(run.Json.GetProperty("libtorch").GetString(), Is.EqualTo("loads"));
            Assert.That(providers.Select(p => p.GetProperty("name").GetString()), Does.Contain("CPUExecutionProvider"));
            Assert.That(providers[0].GetProperty("missing").GetArrayLength(), Is.Zero);
        }
    }

    [Test]
    public async Task Doctor_ForPeople_IsALineForEachProvider() =>
        Assert.That((await Nas.Run("doctor")).Output, Does.Contain("CUDAExecutionProvider: ").And.Contain("libtorch: loads"));

    // The published costs of cell 13714; the option stands before the verb here.
    [Test]
    public async Task Describe_Json_IsTheContract()
    {
        const string Text = "|nor_conv_3x3~0|+|nor_conv_3x3~0|nor_conv_3x3~1|+|skip_connect~0|nor_conv_1x1~1|nor_conv_3x3~2|";
        var run = await Nas.Run("--json", "describe", "nasbench201", Text);
        var json = run.Json;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(run.ExitCode, Is.Zero, run.Error);
            Assert.That(json.GetProperty("space").GetString(), Is.EqualTo("nasbench201"));
            Assert.That(json.GetProperty("architecture").GetString(), Is.EqualTo(Text));
            Assert.That(json.GetProperty("canonical").GetString(), Is.Not.Empty);
            Assert.That(json.GetProperty("index").GetInt64(), Is.EqualTo(13714));
            Assert.That(json.GetProperty("parameters").GetProperty("declared").GetInt64(), Is.EqualTo(1_073_466));
            Assert.That(json.GetProperty("parameters").GetProperty("active").GetInt64(), Is.EqualTo(1_073_466));
            Assert.That(json.GetProperty("macs").GetInt64(), Is.EqualTo(153_272_960));
            Assert.That(json.GetProperty("connected").GetBoolean(), Is.True);
        }
    }

    [Test]
    public async Task Describe_CutOffCell_ActiveCostsLessThanDeclared()
    {
        var json = (await Nas.Run("describe", "nasbench201", "333nnn", "--json")).Json;
        var parameters = json.GetProperty("parameters");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(json.GetProperty("connected").GetBoolean(), Is.False);
            Assert.That(parameters.GetProperty("active").GetInt64(), Is.LessThan(parameters.GetProperty("declared").GetInt64()));
        }
    }

    [Test]
    public async Task Describe_ForPeople_ShowsCostsIndexAndEncodings()
    {
        var run = await Nas.Run("describe", "nasbench201", "333333");
        Assert.That(
            run.Output,
            Does.Contain("1,531,546 declared").And.Contain("1462").And.Contain("(2, 2, 2, 2, 2, 2)").And.Contain("220,119,680"));
    }

    // Broken at spaces, or within a word that is wider than the terminal: nothing is lost, nor added.
    [TestCase(10)]
    [TestCase(40)]
    [TestCase(300)]
    public async Task Describe_AtAnyWidth_WritesEveryEncodingWhole(int width)
    {
        var space = SearchSpaces.NasBench201;
        var written = Solid((await Nas.RunAt(width, "describe", "nasbench201", "333333")).Output);
        foreach (var encoding in space.Encodings)
        {
            Assert.That(written, Does.Contain(Solid(encoding.Name + space.Format(space.Parse("333333"), encoding.Name))));
        }

        static string Solid(string text) => string.Concat(text.Where(c => !char.IsWhiteSpace(c)));
    }

    [TestCase("nasbench999", "333333", "nasbench201")]
    [TestCase("nasbench201", "33333q", "q")]
    [TestCase("nasbench201", "|nor_conv_3x3~0|+|nor_conv_3x3~0|nor_conv_3x3~1|", "3")]
    [TestCase("nasbench201", "|nor_conv_9x9~0|+|nor_conv_3x3~0|nor_conv_3x3~1|+|none~0|none~1|none~2|", "nor_conv_9x9")]
    public async Task Describe_Unknown_IsWrongUse(string space, string architecture, string says) =>
        Assert.That(await Nas.Refuse(2, "describe", space, architecture), Does.Contain(says));

    // Six numbers mean one thing to NASLib and another to AutoDL.
    [Test]
    public async Task Describe_AmbiguousNumbers_WarnsOnceAndNamesTheOtherEncoding()
    {
        var guessed = await Nas.Run("describe", "nasbench201", "[4, 2, 1, 2, 1, 1]");
        var named = await Nas.Run("describe", "nasbench201", "[4, 2, 1, 2, 1, 1]", "--encoding", "autodl", "--json");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(guessed.ExitCode, Is.Zero);
            Assert.That(guessed.Error.TrimEnd('\n').Split('\n'), Has.Length.EqualTo(1), guessed.Error);
            Assert.That(guessed.Error, Does.StartWith("nas: warning: ARCH: ").And.Contain("'autodl'").And.Contain("--encoding NAME"));
            Assert.That(guessed.Output, Does.Contain("p33nnn"));
            Assert.That(named.ExitCode, Is.Zero);
            Assert.That(named.Error, Is.Empty);
            Assert.That(named.Json.GetProperty("index").GetInt64(), Is.Zero);
        }
    }

    [TestCase("autodarts", "--encoding 'autodarts' is no encoding of nasbench201; it has string, index")]
    [TestCase("nni", "ARCH: 'ss3333', read as an nni dictionary: it is no number, list or dictionary")]
    public async Task Describe_EncodingThatDoesNotFit_IsWrongUse(string encoding, string message) => Assert.That(
        await Nas.Refuse(ExitCode.WrongUse, ["describe", "nasbench201", "ss3333", "--encoding", encoding]), Does.Contain(message));
}
