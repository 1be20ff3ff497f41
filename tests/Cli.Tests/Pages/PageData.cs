using System.Globalization;
using NasPipelines.Spaces;

namespace NasPipelines.Cli.Tests.Pages;

/// <summary>The files that commands in pages work on, by the names that the pages give them.</summary>
internal static class PageData
{
    private static readonly Dictionary<string, Action<string>> Files = new()
    {
        ["scores.csv"] = path => Table(path, 60, withScores: true),
        ["cells.csv"] = path => Table(path, 3, withScores: false),
        ["all.csv"] = path => Table(path, 6, withScores: false),
        ["NAS-Bench-201-v1_1.pth"] = path => File.Copy(TestData.Fixture("nb201/NAS-Bench-201-v1_1.sample.pth"), path),
    };

    /// <summary>Makes a file, or ignores the test where it needs data that is not here.</summary>
    public static void Make(string name, string path)
    {
        Assert.That(Files.Keys, Does.Contain(name), "a file of a page that nothing makes");
        if (!File.Exists(path))
        {
            Files[name](path);
        }
    }

    // As pandas writes it; the accuracy grows with the cost, and one of the scores with the accuracy.
    private static void Table(string path, int count, bool withScores)
    {
        var space = SearchSpaces.NasBench201;
        var rows = space.Sample(count, seed: 1).Select((architecture, i) =>
        {
            var accuracy = 60 + Math.Log(space.Cost(architecture).Macs) + (i % 7);
            return string.Create(CultureInfo.InvariantCulture, $"{architecture.Text},{accuracy:F2},{accuracy + (i % 5)},{i * 37 % 61}");
        });
        File.WriteAllLines(
            path,
            withScores
                ? rows.Prepend("arch,accuracy,mine,naswot")
                : rows.Select(row => string.Join(',', row.Split(',')[..2])).Prepend("arch,accuracy"));
    }
}
