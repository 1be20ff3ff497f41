using NasPipelines.Networks.Parameters;
using NasPipelines.Trainers.Training;
using NasPipelines.Trainers.WeightSharing;
using NasPipelines.Trainers.WeightSharing.Checkpoints;


namespace NasPipelines.Trainers.Tests.WeightSharing;

/// <summary>
/// The weights of a checkpoint in the buffers of training: the supernet as libtorch runs it, beside which ONNX Runtime is held.
/// </summary>
internal sealed class TorchSupernet : IDisposable
{
    private readonly FlatParameters _parameters;

    public TorchSupernet(SupernetCheckpoint checkpoint, Supernet? supernet = null)
    {
        Supernet = supernet ?? Supernets.Get(checkpoint.Space);
        _parameters = new FlatParameters(
            Supernet.Parameters(checkpoint.Network), Supernet.Statistics(checkpoint.Network), ParameterSource.Seeded());
        SupernetValues.RestoreValues(_parameters, checkpoint, "the checkpoint");
        View = new SupernetView(Supernet, checkpoint.Network, _parameters, checkpoint.Normalisation) { Epoch = checkpoint.Epoch };
    }

    public Supernet Supernet { get; }

    public SupernetView View { get; }

    public void Dispose() => _parameters.Dispose();
}
