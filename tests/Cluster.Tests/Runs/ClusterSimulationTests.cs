using NasPipelines.Benchmarks.Cluster;

namespace NasPipelines.Cluster.Tests.Runs;

/// <summary>What the page of the cluster promises of large runs, by the simulation that its table is made with.</summary>
[Parallelizable]
public sealed class ClusterSimulationTests
{
    [TestCase(double.PositiveInfinity)]
    [TestCase(3600)]
    public void Simulation_AThousandWorkersOnNasBench101_KeepsThemBusy(double lifetime)
    {
        var run = ClusterSimulation.Run(423_624, 1000, 1, lifetime, 1);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(run.Work / run.Alive, Is.GreaterThan(0.95), "busy");
            Assert.That(run.Memory, Is.LessThan(1_000_000_000), "bytes of the coordinator");
            Assert.That(run.MostLost, Is.LessThan(12), "seconds of scoring that are lost with a worker: a batch");
            Assert.That(run.Deaths, double.IsFinite(lifetime) ? Is.GreaterThan(50) : Is.Zero);
        }
    }
}
