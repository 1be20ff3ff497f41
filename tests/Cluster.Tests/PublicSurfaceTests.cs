using System.Reflection;
using NasPipelines.Cluster.Silos;

namespace NasPipelines.Cluster.Tests;

/// <summary>Rules of the assembly's surface, as the other libraries have them.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class PublicSurfaceTests
{
    private static readonly Assembly Library = typeof(ScoringSilo).Assembly;

    [Test]
    public void PublicTypes_AreSealedAndFew() => Assert.That(
        Library.GetExportedTypes().Where(type => type.FullName?.StartsWith("NasPipelines", StringComparison.Ordinal) == true).ToList(),
        Has.Count.EqualTo(4).And.All.Matches<Type>(type => type!.IsSealed));

    [Test]
    public void References_AreOfTransformsOnly() => Assert.That(
        Library.GetReferencedAssemblies().Select(name => name.Name!)
            .Where(name => name.StartsWith("NasPipelines", StringComparison.Ordinal)),
        Is.EquivalentTo(new[] { "NasPipelines.Transforms" }));

    [Test]
    public void Options_HaveValidDefaultsAndNameAllFaults()
    {
        Assert.That(new ScoringSiloOptions().Validate, Throws.Nothing);
        Assert.That(new RemoteClusterOptions().Validate, Throws.Nothing);
        Assert.That(
            new ScoringSiloOptions { Connection = "nowhere", Workers = -1, Lease = TimeSpan.Zero }.Validate,
            Throws.ArgumentException.With.Message.Contains("Connection must be local").And.Message.Contains("Workers must be in")
                .And.Message.Contains("Lease must be at least a second"));
    }

    // What goes over the network is of these types: closed ones, of numbers, texts and bytes.
    [Test]
    public void Messages_AreClosedTypesOfPlainData()
    {
        var messages = Library.GetTypes().Where(type => type.GetCustomAttribute<GenerateSerializerAttribute>() is not null).ToList();

        Assert.That(messages, Has.Count.GreaterThan(5));
        Assert.That(messages, Has.All.Matches<Type>(type => type!.IsSealed));
        Assert.That(
            messages.SelectMany(type => type.GetProperties(BindingFlags.Instance | BindingFlags.Public)).Select(p => p.PropertyType)
                .Where(type => !IsPlain(type) && !messages.Contains(type)),
            Is.Empty);

        static bool IsPlain(Type type) => (type.GetElementType() ?? type) is var element
            && (element.IsPrimitive || element.IsEnum || element == typeof(string) || element.Name == "RunRow");
    }
}
