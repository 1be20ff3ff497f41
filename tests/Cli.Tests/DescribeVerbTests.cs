namespace NasPipelines.Cli.Tests;

public sealed class DescribeVerbTests
{
    [Test]
    public async Task Spaces_Json_HasTheContractsFields()
    {
        var space = (await NasRun.Of("spaces", "--json")).Json[0];

        Assert.That(space.GetProperty("name").GetString(), Is.EqualTo("nasbench201"));
        Assert.That(space.GetProperty("size").GetInt32(), Is.EqualTo(15625));
        Assert.That(space.GetProperty("encodings").EnumerateArray().Select(e => e.GetString()), Does.Contain("letters"));
    }

    [Test]
    public async Task Describe_Json_HasThePublishedCost()
    {
        var described = (await NasRun.Of("describe", "nasbench201", "13714", "--json")).Json;

        Assert.That(described.GetProperty("parameters").GetProperty("declared").GetInt64(), Is.EqualTo(1073466));
        Assert.That(described.GetProperty("macs").GetInt64(), Is.EqualTo(153272960));
        Assert.That(described.GetProperty("index").GetInt32(), Is.EqualTo(13714));
        Assert.That(described.GetProperty("connected").GetBoolean());
    }

    [Test]
    public async Task Describe_Disconnected_SaysSo()
    {
        var described = (await NasRun.Of("describe", "nasbench201", "nnnnnn", "--json")).Json;
        var text = await NasRun.Of("describe", "nasbench201", "nnnnnn");

        Assert.That(described.GetProperty("connected").GetBoolean(), Is.False);
        Assert.That(text.Output, Does.Contain("does not depend on its input"));
    }
}
