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

    [TestCase("nasbench999", "333333", "nasbench201")]
    [TestCase("nasbench201", "33333q", "q")]
    [TestCase("nasbench201", "|nor_conv_3x3~0|+|nor_conv_3x3~0|nor_conv_3x3~1|", "3")]
    [TestCase("nasbench201", "|nor_conv_9x9~0|+|nor_conv_3x3~0|nor_conv_3x3~1|+|none~0|none~1|none~2|", "nor_conv_9x9")]
    public async Task Describe_Unknown_IsWrongUse(string space, string architecture, string says) =>
        Assert.That(await Nas.Refuse(2, "describe", space, architecture), Does.Contain(says));
}
