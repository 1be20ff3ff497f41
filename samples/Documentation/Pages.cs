using NasPipelines.Ranking;
using NasPipelines.ZeroShot;

namespace NasPipelines.Samples.Documentation;

/// <summary>The generated pages of the documentation: <c>dotnet run --project samples -- docs FOLDER</c> writes them.</summary>
public static class Pages
{
    /// <summary>
    /// Every page of a documentation folder as it should be, by its path in the folder: the generated ones, and the others refreshed.
    /// </summary>
    /// <param name="folder">The folder with the pages that are written by hand.</param>
    public static IReadOnlyDictionary<string, string> Of(string folder)
    {
        var pages = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var proxy in ZeroShotProxies.All)
        {
            pages[$"proxies/{proxy.Name}.md"] = ProxyPage.Of(proxy, new(Link("../")));
        }

        foreach (var listed in Criteria.All.GroupBy(c => c.GetType()))
        {
            pages[$"criteria/{listed.Key.Name}.md"] = CriterionPage.Of([.. listed], new(Link("../")));
        }

        foreach (var file in Directory.EnumerateFiles(folder, "*.md", SearchOption.AllDirectories))
        {
            var path = Path.GetRelativePath(folder, file).Replace('\\', '/');
            if (!path.StartsWith("proxies/", StringComparison.Ordinal) && !path.StartsWith("criteria/", StringComparison.Ordinal))
            {
                var up = string.Concat(path.Where(c => c == '/').Select(_ => "../"));
                pages[path] = Blocks.Refresh(
                    File.ReadAllText(file).ReplaceLineEndings("\n"), new(Link(up)), Path.Combine(folder, ".."));
            }
        }

        return pages;
    }

    /// <summary>Writes them.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="output">Where the number of pages is written.</param>
    public static void Write(string folder, TextWriter output)
    {
        ArgumentNullException.ThrowIfNull(output);
        var pages = Of(folder);
        foreach (var (path, text) in pages)
        {
            var file = Path.Combine(folder, path);
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, text);
        }

        output.WriteLine($"{pages.Count} pages in {folder}");
    }

    private static Func<string, string?> Link(string up)
    {
        var pages = ZeroShotProxies.All.ToDictionary(p => $"T:{p.GetType().FullName}", p => $"{up}proxies/{p.Name}.md");
        foreach (var type in Criteria.All.Select(c => c.GetType()).Distinct())
        {
            pages[$"T:{type.FullName}"] = $"{up}criteria/{type.Name}.md";
        }

        return id => pages.GetValueOrDefault(id);
    }
}
