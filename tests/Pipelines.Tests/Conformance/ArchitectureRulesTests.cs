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
        var options = Types().Where(t => t.Name.EndsWith("Options", StringComparison.Ordinal)).ToList();

        Assert.That(options, Is.Not.Empty);
        foreach (var type in options)
        {
            var validate = type.GetMethod("Validate", Type.EmptyTypes);
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
            .Select(t => t.Assembly).Distinct().SelectMany(a => a.GetExportedTypes()).Where(t => namespaces.Contains(t.Namespace)).Select(t => t.Name).ToHashSet();

        Assert.That(taken, Does.Contain("RankingMetrics").And.Contain("IDataView"));
        Assert.That(Types().Select(t => t.Name).Where(taken.Contains), Is.Empty);
    }

    [Test]
    public void PublicNames_AvoidWordsWithoutMeaning() =>
        Assert.That(Types().Select(t => t.Name), Has.None.EndsWith("Manager").And.None.EndsWith("Processor").And.None.EndsWith("Helper").And.None.EndsWith("Utils"));

    private static IEnumerable<Type> Types() => new[] { Transforms, Trainers, Pipelines, Compat }.SelectMany(a => a.GetExportedTypes());
}
