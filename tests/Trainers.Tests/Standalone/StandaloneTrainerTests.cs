using NasPipelines.Trainers.Standalone;

namespace NasPipelines.Trainers.Tests.Standalone;

public sealed class StandaloneTrainerTests
{
    [Test]
    public void Train_SeparableImages_LearnsAndRepeatsItself()
    {
        var trainer = new StandaloneTrainer(
            Small.Images(128), Small.Images(64, seed: 2), new StandaloneOptions(Small.Alone) { Epochs = 6 });

        var first = trainer.TrainRecorded(Small.Parse("nnn3nn"), seed: 5);
        var second = trainer.TrainRecorded(Small.Parse("nnn3nn"), seed: 5);
        var other = trainer.TrainRecorded(Small.Parse("nnn3nn"), seed: 6);

        Assert.Multiple(() =>
        {
            Assert.That(first.Test.Accuracy, Is.GreaterThan(0.6));
            Assert.That(first.TrainLosses[^1], Is.LessThan(first.TrainLosses[0]));
            Assert.That((second.Test.Accuracy, second.Test.Loss), Is.EqualTo((first.Test.Accuracy, first.Test.Loss)));
            Assert.That(second.TrainLosses, Is.EqualTo(first.TrainLosses));
            Assert.That(other.TrainLosses, Is.Not.EqualTo(first.TrainLosses));
        });
    }

    [Test]
    public void Train_DisconnectedArchitecture_GuessesWithoutFailing()
    {
        var trainer = new StandaloneTrainer(Small.Images(32), Small.Images(32, seed: 2), Small.Alone);

        Assert.That(trainer.TrainRecorded(Small.Parse("nnnnnn")).Test.Accuracy, Is.EqualTo(0.25));
    }

    [Test]
    public void Train_Cancelled_Throws()
    {
        var trainer = new StandaloneTrainer(Small.Images(32), Small.Images(32), Small.Alone);

        Assert.That(
            () => trainer.TrainRecorded(Small.Parse("333333"), run: new() { CancellationToken = new(canceled: true) }),
            Throws.InstanceOf<OperationCanceledException>());
    }

    [Test]
    public void Validate_ManyFaults_NamesThemAll()
    {
        var options = new StandaloneOptions(Small.Alone)
        {
            Epochs = 0,
            BatchSize = 1,
            Optimiser = new() { LearningRate = 0, Momentum = 2 },
            Network = new() { Channels = 0 },
        };

        Assert.That(options.Validate, Throws.ArgumentException.With.Message.Contains("Epochs").And.Message.Contains("BatchSize")
            .And.Message.Contains("LearningRate").And.Message.Contains("Momentum").And.Message.Contains("Channels"));
    }
}
