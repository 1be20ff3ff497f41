namespace NasPipelines.Tests.Samples;

/// <summary>The source tree that the tests were built in.</summary>
internal static class Repository
{
    public static string Root { get; } = Find();

    public static string Path(params string[] parts) => System.IO.Path.Combine([Root, .. parts]);

    /// <summary>The README and every page of the documentation: path below the root, and text.</summary>
    public static IEnumerable<(string Path, string Text)> Pages() =>
        Directory.EnumerateFiles(Path("docs"), "*.md", SearchOption.AllDirectories).Prepend(Path("README.md"))
            .Select(
                file => (System.IO.Path.GetRelativePath(Root, file).Replace('\\', '/'), File.ReadAllText(file).ReplaceLineEndings("\n")));

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(System.IO.Path.Combine(folder!.FullName, "NasPipelines.sln")))
        {
            folder = folder.Parent;
        }

        return folder.FullName;
    }
}
