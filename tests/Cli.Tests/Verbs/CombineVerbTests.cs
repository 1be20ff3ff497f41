using NasPipelines.TestKit;

namespace NasPipelines.Cli.Tests.Verbs;

internal sealed class CombineVerbTests
{
    // Of these cells FLOPs have the order of their convolutions; where they are not in the table, they are counted.
    [TestCase("flops", "3", "1", "2")]
    [TestCase("note", "a", "b", "c")]
    public async Task Combine_APreset_AddsTheSumOfTheLogarithmsOfRanks(string column, string most, string least, string middle)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllLines(folder.File("t.csv"),
        [
            $"arch,az_expressivity,az_progressivity,az_trainability,{column}",
            $"333333,3,1,2,{most}", $"ssssss,1,2,1,{least}", $"3sss3s,2,3,,{middle}",
        ]);
        var run = await Nas.Run(
            "combine", folder.File("t.csv"), "--space", "nasbench201", "--preset", "az-nas", "--scores", "az_expressivity,flops",
            "--rule", "borda", "--name", "two", "--output", "-.csv");
        Assert.That(run.ExitCode, Is.Zero, run.Error);

        var rows = run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Trim().Split(',')).ToList();
        Assert.That(rows[0][^2..], Is.EqualTo(new[] { "az-nas", "two" }));
        double[] combined = [.. rows.Skip(1).Select(row => double.Parse(row[^2], System.Globalization.CultureInfo.InvariantCulture))];
        double[] expected =
        [
            Math.Log(3 / 3.0) + Math.Log(1 / 3.0) + Math.Log(3 / 3.0) + Math.Log(3 / 3.0),
            Math.Log(1 / 3.0) + Math.Log(2 / 3.0) + Math.Log(2 / 3.0) + Math.Log(1 / 3.0),
            Math.Log(2 / 3.0) + Math.Log(3 / 3.0) + Math.Log(1 / 3.0) + Math.Log(2 / 3.0),
        ];
        Assert.That(combined, Is.EqualTo(expected).Within(1e-12), "what has no trainability has the worst rank");
    }

    [Test]
    public async Task Combine_ATableWithoutTheScores_SaysWhichAreMissing()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllLines(folder.File("t.csv"), ["arch,ntk", "333333,3", "ssssss,1"]);
        var error = await Nas.Refuse(
            2, "combine", folder.File("t.csv"), "--space", "nasbench201", "--preset", "te-nas", "--output", folder.File("o.csv"));
        Assert.That(error, Does.Contain("lacks linear_regions"));
    }

    [Test]
    public async Task Combine_IntoAColumnThatIsThere_IsRefused()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllLines(folder.File("t.csv"), ["arch,ntk,linear_regions,te-nas", "333333,3,1,4", "ssssss,1,2,5"]);
        string[] table = ["combine", folder.File("t.csv"), "--space", "nasbench201", "--output", folder.File("o.csv")];
        Assert.That(await Nas.Refuse(2, [.. table, "--preset", "te-nas"]), Does.Contain("has a column te-nas already"));
        Assert.That(
            await Nas.Refuse(2, [.. table, "--scores", "ntk,linear_regions", "--name", "ntk"]), Does.Contain("has a column ntk already"));
        Assert.That(File.Exists(folder.File("o.csv")), Is.False);
    }

    [Test]
    public async Task Combine_WithoutInput_ListsPresetsWithTheirProtocols()
    {
        var run = await Nas.Run("combine");
        var json = await Nas.Run("combine", "--json");
        Assert.That(run.Output, Does.Contain("az_trainability").And.Contain("15,625"));
        Assert.That(
            json.Json.EnumerateArray().Select(p => p.GetProperty("name").GetString()),
            Is.EqualTo(new[] { "az-nas", "vkdnw-aggregate", "te-nas" }));
        Assert.That(
            await Nas.Refuse(2, "combine", "nasbench201", "--preset", "az-naz", "--output", "o.csv"), Does.Contain("did you mean az-nas"));
    }
}
