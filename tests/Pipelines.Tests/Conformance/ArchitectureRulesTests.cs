using System.Reflection;
using NasPipelines.ZeroShot;

namespace NasPipelines.Tests.Conformance;

/// <summary>Rules of the solution that the compiler does not check.</summary>
public sealed class ArchitectureRulesTests
{
    private static readonly Assembly Transforms = typeof(ZeroShotProxies).Assembly;
    private static readonly Assembly Trainers = typeof(NasPipelines.Trainers.WeightSharing.Scoring.SupernetEstimator).Assembly;
    private static readonly Assembly Compat = typeof(NasPipelines.Compat.PublishedBehaviour).Assembly;
    private static readonly Assembly Pipelines = typeof(NasCatalog).Assembly;

    [Test]
    public void References_OfTransforms_NeverPointUpwards()
    {
        Assert.That(Transforms.GetReferencedAssemblies().Select(a => a.Name), Has.None.StartsWith("NasPipelines"));
        Assert.That(Pipelines.GetReferencedAssemblies().Select(a => a.Name), Has.None.EqualTo("nas"));
    }

    [Test]
    public void PublicClasses_AreSealedOrAbstract() =>
        Assert.That(
            Types().Where(t => t is { IsClass: true, IsSealed: false, IsAbstract: false }).Select(t => t.FullName), Is.Empty);

    [Test]
    public void PublicOptions_HaveValidDefaults()
    {
        var options = Types().Where(t => !t.IsAbstract && t.Name.EndsWith("Options", StringComparison.Ordinal)).ToList();

        Assert.That(options, Is.Not.Empty);
        foreach (var type in options)
        {
            var validate = type.GetMethod(
                "Validate", BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic, Type.EmptyTypes);
            Assert.That(validate, Is.Not.Null, $"{type.Name} has no Validate()");
            Assert.That(() => validate!.Invoke(Activator.CreateInstance(type), null), Throws.Nothing, type.Name);
        }
    }

    // Zero-shot scores decide for themselves which normalisations and dead edges a network has.
    [Test]
    public void OptionsOfAScoredNetwork_ThatWouldBeOverwritten_DoNotExist() => Assert.That(
        typeof(ZeroShotOptions).GetProperty(nameof(ZeroShotOptions.Network))!.PropertyType.GetProperties().Select(p => p.Name),
        Does.Contain("Channels").And.Not.Contain("AffineCells").And.Not.Contain("Normalisation").And.Not.Contain("DropDeadEdges"));

    // One who writes "using Microsoft.ML.Data; using NasPipelines;" must be able to name every type of ours.
    [Test]
    public void PublicNames_AreNotThoseOfMLNet()
    {
        string[] namespaces = ["Microsoft.ML", "Microsoft.ML.Data", "Microsoft.ML.Trainers", "Microsoft.ML.Transforms"];
        var taken = new[] { typeof(Microsoft.ML.MLContext), typeof(Microsoft.ML.IDataView), typeof(Microsoft.ML.Data.RankingMetrics) }
            .Select(t => t.Assembly).Distinct().SelectMany(a => a.GetExportedTypes())
            .Where(t => namespaces.Contains(t.Namespace)).Select(t => t.Name).ToHashSet();

        Assert.That(taken, Does.Contain("RankingMetrics").And.Contain("IDataView"));
        Assert.That(Types().Select(t => t.Name).Where(taken.Contains), Is.Empty);
    }

    [Test]
    public void PublicNames_AvoidWordsWithoutMeaning() =>
        Assert.That(
            Types().Select(t => t.Name),
            Has.None.EndsWith("Manager").And.None.EndsWith("Processor").And.None.EndsWith("Helper").And.None.EndsWith("Utils"));

    // A folder is a namespace, and names another only by a using line: what the usings lead to must not lead back.
    [Test]
    public void Folders_OfTransforms_HaveNoCycle()
    {
        var uses = Usings("src/Transforms", "NasPipelines");
        var left = new SortedSet<string>(uses.Keys, StringComparer.Ordinal);
        while (left.FirstOrDefault(folder => !uses[folder].Overlaps(left)) is { } lowest)
        {
            left.Remove(lowest);
        }

        Assert.That(uses, Has.Count.GreaterThan(5));
        Assert.That(left.Select(folder => $"{folder} uses {string.Join(", ", uses[folder].Intersect(left))}"), Is.Empty);
    }

    [Test]
    public void Scoring_OfTransforms_KnowsNoMLNet()
    {
        var files = Directory.GetFiles(Path.Combine(Root(), "src/Transforms/Scoring"), "*.cs", SearchOption.AllDirectories);

        Assert.That(files, Is.Not.Empty);
        Assert.That(files.Where(file => File.ReadAllText(file).Contains("Microsoft.ML", StringComparison.Ordinal)), Is.Empty);
    }

    [Test]
    public void Internals_AreSeenByTestsAndBenchmarksOnly()
    {
        var projects = Directory.GetFiles(Path.Combine(Root(), "src"), "*.csproj", SearchOption.AllDirectories);
        var friends = projects.SelectMany(p => System.Xml.Linq.XDocument.Load(p).Descendants("InternalsVisibleTo"))
            .Select(e => (string)e.Attribute("Include")!).ToList();

        Assert.That(friends, Is.Not.Empty);
        Assert.That(friends, Is.All.EndsWith(".Tests").Or.EqualTo("NasPipelines.Benchmarks"));
    }

    // Each top folder of a project with the top folders that its sources name in a using line.
    private static Dictionary<string, HashSet<string>> Usings(string project, string rootNamespace)
    {
        var folders = Directory.GetDirectories(Path.Combine(Root(), project)).Where(f => Path.GetFileName(f) is not ("obj" or "bin"))
            .ToDictionary(
                f => Path.GetFileName(f), f => Directory.GetFiles(f, "*.cs", SearchOption.AllDirectories), StringComparer.Ordinal);
        var named = new System.Text.RegularExpressions.Regex(
            $@"^using (?:static )?{rootNamespace}\.(\w+)", System.Text.RegularExpressions.RegexOptions.Multiline);
        return folders.ToDictionary(
            f => f.Key,
            f => f.Value.SelectMany(file => named.Matches(File.ReadAllText(file))).Select(m => m.Groups[1].Value)
                .Where(name => name != f.Key && folders.ContainsKey(name)).ToHashSet(StringComparer.Ordinal),
            StringComparer.Ordinal);
    }

    private static string Root()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "NasPipelines.sln")))
            {
                return folder.FullName;
            }
        }

        Assert.Ignore("the sources are not here");
        return "";
    }

    private static IEnumerable<Type> Types() => new[] { Transforms, Trainers, Pipelines, Compat }.SelectMany(a => a.GetExportedTypes());
}
