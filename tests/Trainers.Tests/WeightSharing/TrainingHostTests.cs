using System.Globalization;
using NasPipelines.Scoring;
using NasPipelines.Spaces;
using NasPipelines.Trainers.Standalone;
using NasPipelines.Trainers.Training;
using NasPipelines.Trainers.WeightSharing;
using static TorchSharp.torch;

namespace NasPipelines.Trainers.Tests.WeightSharing;

/// <summary>Training does not depend on how the application has set up libtorch or its culture, and leaves that as it is.</summary>
[NonParallelizable]
public sealed class TrainingHostTests
{
    private static readonly IReadOnlyList<Architecture> Candidates = [Small.Parse("nnn3nn"), Small.Parse("3n3pn1")];
    private static readonly RunOptions OneThread = new() { Threads = 1 };

    [Test]
    public void Train_InInferenceMode_GivesTheSameWeights()
    {
        var expected = Train();

        using var inference = inference_mode();

        Assert.That(Train(), Is.EqualTo(expected));
        Assert.That((is_inference_mode_enabled(), is_grad_enabled()), Is.EqualTo((true, false)));
    }

    [Test]
    public void Train_UnderAnotherDefaultTypeDeviceAndThreads_GivesTheSameWeights()
    {
        var (expected, type, device, threads) = (Train(), get_default_dtype(), get_default_device(), get_num_threads());
        set_default_dtype(ScalarType.Float64);
        set_default_device("meta"); // tensors without values
        set_num_threads(3);
        try
        {
            Assert.That(Train(), Is.EqualTo(expected));
            Assert.That((get_default_dtype(), get_num_threads()), Is.EqualTo((ScalarType.Float64, 3)));
        }
        finally
        {
            set_default_dtype(type);
            set_default_device(device);
            set_num_threads(threads);
        }
    }

    [Test]
    public void Identities_InACultureWithDecimalComma_AreTheSame()
    {
        var expected = Identities();
        var before = CultureInfo.CurrentCulture;
        var comma = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        (comma.NumberFormat.NumberDecimalSeparator, comma.NumberFormat.NegativeSign) = (",", "−");
        CultureInfo.CurrentCulture = comma;
        try
        {
            Assert.That(Identities(), Is.EqualTo(expected));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }

        static string Identities()
        {
            var options = new SupernetOptions(Small.Recipe(1))
            {
                Seed = -5,
                Normalisation = new([0.25, 0.5, 0.75], [0.5, 0.5, 0.5]),
                Pruning = new(),
                Schedule = LearningRateSchedule.Plateau(),
                Augmentation = new(),
            };
            var alone = new StandaloneOptions(Small.Alone) { Normalisation = options.Normalisation };
            return $"{options.Describe()} {new StandaloneTrainer(Small.Images(8), Small.Images(8), alone).Identity}";
        }
    }

    private static string Train() =>
        new SupernetTrainer(Small.Supernet, Small.Images(32), Small.Recipe(1)).Train(Candidates, OneThread).Identity;
}
