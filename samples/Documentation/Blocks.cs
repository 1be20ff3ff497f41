using System.Text.RegularExpressions;
using System.Xml.Linq;
using NasPipelines.Combinations;
using NasPipelines.Ranking;
using NasPipelines.ZeroShot;

namespace NasPipelines.Samples.Documentation;

/// <summary>
/// The generated parts of pages that are otherwise written by hand: <c>&lt;!-- generated: KIND NAME --&gt; … &lt;!-- end --&gt;</c>.
/// </summary>
internal static partial class Blocks
{
    /// <summary>The page with its generated parts as they should be; what needs data that is not there stays as it is.</summary>
    public static string Refresh(string page, XmlDocs docs, string repository) => Block().Replace(
        page,
        block => Content(block.Groups[2].Value, block.Groups[3].Value, docs, repository) is { } content
            ? $"{block.Groups[1].Value}\n{content}\n<!-- end -->"
            : block.Value);

    private static string? Content(string kind, string name, XmlDocs docs, string repository) => kind switch
    {
        "dataset" => ScoredDataset.Table(Path.Combine(repository, "models", "scores", name)),
        "proxies" => Page.Table(
            ("estimator", "what it is"), ZeroShotProxies.All.Select(p => ($"[`{p.Name}`](proxies/{p.Name}.md)", Page.Cell(p.Description)))),
        "criteria" => Page.Table(
            ("criterion", "what it is"),
            Criteria.All.Select(c => c.GetType()).Distinct().Select(t => ($"[{t.Name}](criteria/{t.Name}.md)", Summary(docs.Of(t), docs)))),
        "presets" => Page.Table(
            ("preset", "what it is"),
            CombinationPresets.All.Select(p => ($"`{p.Name}`", Page.Cell(
                $"{p.Description}: {string.Join(", ", p.ScoreColumnNames.Select(name => $"`{name}`"))}. {p.Protocol}.")))),
        "learners" => Page.Table(
            ("learner", "what it is"), Learners.All.Select(learner => ($"`{learner.Name}`", Page.Cell(
                $"{learner.Description}; settings: {string.Join("; ", learner.Settings)}")))),
        "stage" =>
            Page.Table(("", ""), docs.Table(name.Contains('.', StringComparison.Ordinal) ? docs.Of(Named(name)) : Method(name, docs))),
        "options" => Options(Named(name), docs),
        "values" =>
            Page.Table(("value", "meaning"), Enum.GetNames(Named(name)).Select(v => ($"`{v}`", Summary(docs.Value(Named(name), v), docs)))),
        "methods" => Page.Table(
            ("method", "what it does"),
            docs.Methods(Named(name)).Select(m => ($"`{m.Name}({Parameters(m.Docs)})`", Summary(m.Docs, docs)))),
        _ => throw new InvalidDataException(
            $"'generated: {kind}' is unknown; known are dataset, proxies, criteria, presets, learners, stage, options, values, methods."),
    };

    private static string Options(Type type, XmlDocs docs) => Page.Table(
        ("option", "default", "meaning"),
        type.GetProperties().Where(p => p.CanWrite)
            .Select(p => (p.Name, Docs: docs.Property(type, p.Name)))
            .Select(p => ($"`{p.Name}`", Default(docs.Cell(p.Docs.Element("value"))), Summary(p.Docs, docs))));

    private static string Default(string value) =>
        DefaultIs().Replace(value, "").Replace("The default, null, ", "null: ", StringComparison.Ordinal);

    private static string Summary(XElement member, XmlDocs docs) => docs.Cell(member.Element("summary"));

    // The overload that has the table of characteristics.
    private static XElement Method(string name, XmlDocs docs) =>
        docs.Methods(typeof(NasTransformsCatalog))
            .Where(m => m.Name == name && m.Docs.Descendants("item").Any()).Select(m => m.Docs).FirstOrDefault()
        ?? throw new InvalidDataException($"No method {name} of the catalog of transforms documents its characteristics.");

    private static string Parameters(XElement method) =>
        string.Join(", ", method.Elements("param").Select(p => p.Attribute("name")!.Value));

    private static Type Named(string name) =>
        typeof(Criteria).Assembly.GetType(name)
            ?? typeof(ZeroShotProxies).Assembly.GetType(name)
            ?? throw new InvalidDataException($"There is no type {name}.");

    [GeneratedRegex(@"(<!-- generated: (\w+) ?([\w.]*) -->)\n.*?<!-- end -->", RegexOptions.Singleline)]
    private static partial Regex Block();

    [GeneratedRegex(@"^(The default is|Default:) |\.$")]
    private static partial Regex DefaultIs();
}
