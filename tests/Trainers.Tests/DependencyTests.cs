using System.Reflection;

namespace NasPipelines.Trainers.Tests;

public sealed class DependencyTests
{
    private static readonly Type[] Exported = Assembly.Load("NasPipelines.Trainers").GetExportedTypes();

    // The trainers may use the transforms; nothing below may know the package above or the application.
    [Test]
    public void References_OfTrainers_NeverPointUpwards()
    {
        var names = Assembly.Load("NasPipelines.Trainers").GetReferencedAssemblies().Select(a => a.Name).ToList();

        Assert.That(names, Is.Not.Empty);
        Assert.That(names, Has.None.EqualTo("NasPipelines").And.None.EqualTo("nas"));
    }

    [Test]
    public void PublicClasses_AreSealedOrAbstract() =>
        Assert.That(Exported.Where(t => t is { IsClass: true, IsSealed: false, IsAbstract: false }).Select(t => t.FullName), Is.Empty);

    [Test]
    public void PublicOptions_HaveValidDefaults()
    {
        var options = Exported.Where(t => !t.IsAbstract && t.Name.EndsWith("Options", StringComparison.Ordinal)).ToList();

        Assert.That(options, Has.Count.GreaterThan(3));
        foreach (var type in options)
        {
            Assert.That(() => type.GetMethod(
                "Validate", BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic,
                Type.EmptyTypes)!.Invoke(Activator.CreateInstance(type), null), Throws.Nothing, type.Name);
        }
    }
}
