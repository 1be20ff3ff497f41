using NasPipelines.Networks.Passes;
using NasPipelines.Spaces;
using NasPipelines.Stages;
using NasPipelines.OneShot;
using NUnit.Framework;

namespace NasPipelines.TestKit.Conformance;

/// <summary>What one-shot scores have to hold on every search space that has a supernet.</summary>
/// <param name="space">The search space.</param>
public abstract class OneShotConformance(SearchSpace space) : StageConformance(space, "OneShot", "OneShotStatus")
{
    private readonly TemporaryFolder _folder = new();
    private string _supernet = string.Empty;

    /// <summary>Writes the supernet.</summary>
    [OneTimeSetUp]
    public void SaveSupernet() => _supernet = TinyNetworks.SaveSupernet(_folder.File("supernet.onnx"), Space);

    /// <summary>Deletes it.</summary>
    [OneTimeTearDown]
    public void DeleteSupernet() => _folder.Dispose();

    /// <summary>The file as it is and a model per architecture give the same scores.</summary>
    [Test]
    public void Scores_PortableAndSpecialised_AreEqual()
    {
        using var specialised = Stage().Fit(View());
        var options = TinyNetworks.OneShotOf(SubnetExecution.Portable);
        using var portable = Context.Nas().Transforms.OneShot("OneShot", _supernet, options).Fit(View());

        Assert.That(Scores(portable.Transform(View())), Is.EqualTo(Scores(specialised.Transform(View()))));
    }

    /// <inheritdoc/>
    protected override ScoringEstimator Stage(string column = "Architecture") =>
        Context.Nas().Transforms.OneShot("OneShot", _supernet, TinyNetworks.OneShotOf(column: column));

    /// <inheritdoc/>
    protected override string KeyOf(Architecture architecture) =>
        string.Join(' ', GraphPasses.RemoveDeadNodes(
            Space.BuildSubnet(architecture, new() { DropDeadEdges = true })).Operations.Select(n => $"{n.Name} {n.Shape}"));
}
