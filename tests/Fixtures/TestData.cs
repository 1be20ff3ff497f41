using NUnit.Framework;

namespace NasPipelines.Fixtures;

/// <summary>
/// Locates the data that tests use in place: real ground truth, golden numbers and fixture files, which are not part of the project.
/// </summary>
/// <remarks>
/// The environment variable <c>NASPIPELINES_DATA</c> names the data folder; otherwise the folders above the test assembly are
/// searched for <c>shared/data</c>. The golden numbers (<c>reference</c>) and fixtures (<c>fixtures</c>) are its siblings.
/// </remarks>
public static class TestData
{
    private static readonly string? Root = Locate();

    /// <summary>The path of a file or folder of the data, or an ignored test with the reason where it is absent.</summary>
    /// <param name="relative">Path below the data folder, such as <c>nb201/nb201_accuracy.csv.gz</c>.</param>
    public static string Data(string relative) => Require("data", relative);

    /// <summary>The path of a file of golden numbers, or an ignored test with the reason where it is absent.</summary>
    public static string Reference(string relative) => Require("reference", relative);

    /// <summary>The path of a fixture file or folder, or an ignored test with the reason where it is absent.</summary>
    public static string Fixture(string relative) => Require("fixtures", relative);

    private static string Require(string kind, string relative)
    {
        var path = Root is null ? null : Path.Combine(Root, kind == "data" ? "." : $"../{kind}", relative);
        if (path is null || !(File.Exists(path) || Directory.Exists(path)))
        {
            Assert.Ignore($"needs {kind}/{relative}, which is not here; set NASPIPELINES_DATA to the data folder");
        }

        return Path.GetFullPath(path!);
    }

    private static string? Locate()
    {
        if (Environment.GetEnvironmentVariable("NASPIPELINES_DATA") is { Length: > 0 } named)
        {
            return named;
        }

        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var candidate = Path.Combine(folder.FullName, "shared", "data");
            if (Directory.Exists(candidate))
            {
                return candidate;
            }
        }

        return null;
    }
}
