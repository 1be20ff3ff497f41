using System.Reflection;

namespace NasPipelines.Trainers.Tests;

public sealed class DependencyTests
{
    // The trainers may use the transforms; nothing below may know the package above or the application.
    [Test]
    public void References_OfTrainers_NeverPointUpwards()
    {
        var names = Assembly.Load("NasPipelines.Trainers").GetReferencedAssemblies().Select(a => a.Name).ToList();

        Assert.That(names, Is.Not.Empty);
        Assert.That(names, Has.None.EqualTo("NasPipelines").And.None.EqualTo("nas"));
    }
}
